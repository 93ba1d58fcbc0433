import { addons } from 'storybook/manager-api'

// The stories are pages: they get the whole canvas, and Alt+A brings the panel back.
addons.setConfig({ showPanel: false })
