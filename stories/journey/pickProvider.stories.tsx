import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'

const meta = {
  title: 'Journey/Pick a provider',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareJourney],
  render: (_, { loaded }) => (
    <Journey app={(loaded as PreparedStory).app}>
      <Northlight />
    </Journey>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const Providers: Story = {
  play: async ({ canvasElement }) => {
    const { canvas } = lookAtJourney(canvasElement)
    const list = await canvas.findByRole('list', { name: 'Providers' }, patience)
    await expect(within(list).getAllByRole('img').length).toBeGreaterThan(5)
    if (!environment.isEmulator) return
    await expect(within(list).queryByText('Free preview')).toBeNull()
    await expect(canvas.getByRole('button', { name: 'Free preview' })).toBeVisible()
  },
}

export const Search: Story = {
  play: async ({ canvasElement }) => {
    const { canvas } = lookAtJourney(canvasElement)
    const list = await canvas.findByRole('list', { name: 'Providers' }, patience)
    if (!environment.isEmulator) return
    await userEvent.type(canvas.getByRole('searchbox'), 'CREEK owl')
    await expect(
      within(list)
        .getAllByRole('img')
        .map((logo) => logo.getAttribute('alt')),
    ).toEqual(['Owl Creek Co-op'])
    // The search does not filter the previews.
    await expect(canvas.getByRole('button', { name: 'Free preview' })).toBeVisible()
  },
}

export const NothingFound: Story = {
  play: async ({ canvasElement }) => {
    const { canvas, says } = lookAtJourney(canvasElement)
    await canvas.findByRole('list', { name: 'Providers' }, patience)
    await userEvent.type(canvas.getByRole('searchbox'), 'zeppelin')
    await says('No provider is called “zeppelin”')
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Use your phone' })).toHaveFocus()
  },
}

export const Remembered: Story = {
  name: 'The last pick',
  play: async ({ canvasElement }) => {
    const { press, says, canvas } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press('Cedar Hollow')
    await press('Back')
    await says('Last time you picked')
    await expect(canvas.getByRole('button', { name: 'Continue with Cedar Hollow' })).toBeVisible()
  },
}

export const Fetching: Story = {
  name: 'The list is loading',
  beforeEach: ({ loaded }) => {
    const { app } = loaded as PreparedStory
    app.rig.refuse({ what: 'hang', when: isConfiguration, times: 1 })
  },
  play: async ({ canvasElement }) => {
    const { canvas } = lookAtJourney(canvasElement)
    await canvas.findByRole('list', { name: 'The providers are being fetched' }, patience)
  },
}

export const NotThere: Story = {
  name: 'The list cannot be loaded',
  beforeEach: ({ loaded }) => {
    const { app } = loaded as PreparedStory
    // The first call, and the three retries of the client.
    app.rig.refuse({ what: '500', when: isConfiguration, times: 4 })
  },
  play: async ({ canvasElement }) => {
    const { heading } = lookAtJourney(canvasElement)
    if (environment.isEmulator) await heading('We could not get the list of providers')
  },
}

const isConfiguration = ({ path }: { readonly path: string }) => path.endsWith('/configuration')

// The following stories test actions of the stories above. They are not in the sidebar.

export const AskedAgain: Story = {
  ...NotThere,
  tags: ['!dev', '!autodocs'],
  name: 'A retry loads the list',
  play: async ({ canvasElement }) => {
    const { canvas, press } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press('Try again')
    await canvas.findByRole('list', { name: 'Providers' }, patience)
  },
}

export const Forgotten: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'The viewer can pick another provider than last time',
  play: async ({ canvasElement }) => {
    const { canvas, press } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press('Cedar Hollow')
    await press('Back')
    await press('I have another provider')
    await canvas.findByRole('list', { name: 'Providers' }, patience)
    await expect(canvas.queryByText('Last time you picked')).toBeNull()
  },
}

export const ArrowKeys: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Arrow keys move between the search field and the providers',
  play: async ({ canvasElement }) => {
    const { canvas } = lookAtJourney(canvasElement)
    const list = await canvas.findByRole('list', { name: 'Providers' }, patience)
    const [first, second] = within(list).getAllByRole('button')
    canvas.getByRole('searchbox').focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect(first).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    await expect(second).toHaveFocus()
    await userEvent.keyboard('{ArrowLeft}{ArrowUp}')
    await expect(canvas.getByRole('searchbox')).toHaveFocus()
  },
}
