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
  name: 'The window is held back',
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
    await heading('Your browser has held back a window')
    await hook('useSignIn', 'popup-blocked')
    await expect(canvas.getByRole('link', { name: 'this link' })).toHaveAttribute('href')
  },
}

// From here on a real window opens. A browser lets that happen in a viewer's click, and not in a play
// function that runs by itself: so these are for the test runner, whose browser blocks nothing.

/** Opens a provider's login page, where that page can be typed into. */
const opened = async (canvasElement: HTMLElement) => {
  const look = lookAtJourney(canvasElement)
  await look.press('Lumenwave')
  await look.hook('useSignIn', 'popup-open')
  return look
}

const test = { tags: ['!dev', '!autodocs'] }

export const SignedIn: Story = {
  ...test,
  name: 'Signing in in the window brings the viewer to the catalogue, and closes it',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { heading, hook } = await opened(canvasElement)
    const window = popup()
    // The viewer takes longer than the page does to see whether they are back.
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
  ...test,
  name: 'A window that was held back opens in a click',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { press, heading, hook } = lookAtJourney(canvasElement)
    await press('Lumenwave')
    await heading('Your browser has held back a window')
    unblock()
    await press('Open it')
    await hook('useSignIn', 'popup-open')
    await atProvider(popup)
    await heading('Tonight')
  },
}

export const Closed: Story = {
  ...test,
  name: 'A closed window can be opened again',
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
  ...test,
  name: 'Cancelling here closes the window and goes back to the providers',
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
  ...test,
  name: 'Cancelling at the provider is told, and can be tried again',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { canvas, press, heading, hook } = await opened(canvasElement)
    await atProvider(popup, 'cancel')
    await hook('useSignIn', 'checking')
    // The viewer is looked for three times, 4 s apart.
    await canvas.findByRole('heading', { name: 'You are not signed in yet' }, patience)
    await press('Try again')
    await atProvider(popup)
    await heading('Tonight')
  },
}

export const Expired: Story = {
  ...test,
  name: 'A code that has run out is replaced by a new one',
  play: async ({ canvasElement, loaded }) => {
    if (!environment.hasProxy) return
    const { app } = loaded as PreparedStory
    const { press, heading, hook } = await opened(canvasElement)
    app.rig.later(31 * 60_000)
    await atProvider(popup, 'cancel')
    await heading('The code has run out')
    await press('Get a new one')
    await hook('useSignIn', 'popup-open')
    await atProvider(popup)
    await heading('Tonight')
  },
}
