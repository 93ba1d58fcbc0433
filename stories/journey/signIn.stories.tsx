import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { atProvider, notePopups, popup } from './atProvider.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'

const meta = {
  title: 'Journey/Sign in',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareJourney],
  beforeEach: notePopups,
  render: (_, { loaded }) => (
    <Journey app={(loaded as PreparedStory).app}>
      <Northlight />
    </Journey>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

let unblock = () => {}

export const SameScreen: Story = {
  name: 'On the same screen',
  play: async ({ canvasElement }) => {
    await lookAtJourney(canvasElement).heading('Who is your TV provider?')
  },
}

export const Blocked: Story = {
  name: 'The popup is blocked',
  beforeEach: () => {
    const { open } = window
    window.open = () => null
    unblock = () => {
      window.open = open
    }
    return unblock
  },
  play: async ({ canvasElement }) => {
    const { canvas, press, heading, hook } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press('Lumenwave')
    await heading('Your browser has blocked a window')
    await hook('useSignIn', 'popup-blocked')
    await expect(canvas.getByRole('link', { name: 'this link' })).toHaveAttribute('href')
  },
}

// The following stories open a real window. Browsers allow that in a viewer's click, but not in a
// play function: so these are for the test runner, whose browser does not block popups.

/** Opens a provider's login page. */
const opened = async (canvasElement: HTMLElement) => {
  const look = lookAtJourney(canvasElement)
  await look.press('Lumenwave')
  await look.hook('useSignIn', 'popup-open')
  return look
}

export const SignedIn: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A sign-in in the popup closes it and shows the catalogue',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { heading, hook } = await opened(canvasElement)
    const window = popup()
    // The viewer takes longer than the page waits between its checks.
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    await expect(window?.closed).toBe(false)
    await atProvider(popup)
    await heading('Tonight')
    await hook('useProfile', 'signed-in')
    await waitFor(() => expect(window?.closed).toBe(true), patience)
  },
}

export const UnblockedByClick: Story = {
  ...Blocked,
  tags: ['!dev', '!autodocs'],
  name: 'A click opens a blocked popup',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { press, heading, hook } = lookAtJourney(canvasElement)
    await press('Lumenwave')
    await heading('Your browser has blocked a window')
    unblock()
    await press('Open it')
    await hook('useSignIn', 'popup-open')
    await atProvider(popup)
    await heading('Tonight')
  },
}

export const Closed: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A closed popup can be opened again',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { press, heading, hook } = await opened(canvasElement)
    popup()?.close()
    await heading('The window is closed')
    await hook('useSignIn', 'popup-closed')
    await press('Open it again')
    await hook('useSignIn', 'popup-open')
    await atProvider(popup)
    await heading('Tonight')
  },
}

export const Cancelled: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Cancelling on the page closes the popup and shows the providers again',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { press, heading, hook } = await opened(canvasElement)
    const window = popup()
    await press('Back')
    await heading('Who is your TV provider?')
    await hook('useSignIn', 'idle')
    await waitFor(() => expect(window?.closed).toBe(true), patience)
  },
}

export const CancelledThere: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'The page shows that the viewer cancelled at the provider, and offers a retry',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { canvas, press, heading, hook } = await opened(canvasElement)
    await atProvider(popup, 'cancel')
    await hook('useSignIn', 'checking')
    // The client polls three times, 4 s apart.
    await canvas.findByRole('heading', { name: 'You are not signed in yet' }, patience)
    await press('Try again')
    await atProvider(popup)
    await heading('Tonight')
  },
}

export const Expired: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'An expired code is replaced by a new one',
  play: async ({ canvasElement, loaded }) => {
    if (!environment.hasProxy) return
    const { app } = loaded as PreparedStory
    const { press, heading, hook } = await opened(canvasElement)
    app.rig.later(31 * 60_000)
    await atProvider(popup, 'cancel')
    await heading('The code has expired')
    await press('Get a new one')
    await hook('useSignIn', 'popup-open')
    await atProvider(popup)
    await heading('Tonight')
  },
}
