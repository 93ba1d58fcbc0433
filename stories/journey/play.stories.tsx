import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { emulator } from '../kit/emulator.ts'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'
import { titles } from './titles.ts'

const meta = {
  title: 'Journey/Play',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', signedInWith: ['Lumenwave'] },
  loaders: [prepareJourney],
  render: (_, { loaded }) => (
    <Journey app={(loaded as PreparedStory).app}>
      <Northlight />
    </Journey>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const Playing: Story = {
  play: async ({ canvasElement }) => {
    const { canvas, press } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Harbour News/)
    const player = await canvas.findByRole('dialog', { name: 'Harbour News' }, patience)
    await expect(await canvas.findByText('Playing.', {}, patience)).toBeVisible()
    await expect(player).toHaveTextContent(/media token for this one playback: \w{4}••••/)
  },
}

export const NotInThePackage: Story = {
  play: async ({ canvasElement }) => {
    const { press, heading, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Grand Prix/)
    await heading('Not in your package')
    // The provider's own text.
    await says('Your Lumenwave package does not include grand-prix-denied.')
  },
}

export const ParentalControls: Story = {
  play: async ({ canvasElement }) => {
    const { press, heading } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Midnight Alley/)
    await heading('Blocked by parental controls')
  },
}

export const HomeNetwork: Story = {
  name: 'Being at home is not enough',
  play: async ({ canvasElement }) => {
    const { canvas, press, heading } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Members’ Cup/)
    await heading('This one needs your own sign-in')
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toBeVisible()
  },
}

/** A title whose decision fails more often than the client retries. */
const stubborn = titles
  .filter(({ name }) => name === 'Coastal Derby')
  .map((title) => ({ ...title, resource: 'coastal-derby-retry5' }))

export const NoAnswer: Story = {
  name: 'The provider does not answer',
  render: (_, { loaded }) => (
    <Journey app={(loaded as PreparedStory).app}>
      <Northlight titles={stubborn} />
    </Journey>
  ),
  play: async ({ canvasElement }) => {
    const { canvas, press } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Coastal Derby/)
    // The client has tried four times by then.
    const alert = await canvas.findByRole('alert', {}, patience)
    await expect(alert).toHaveTextContent('Your TV provider does not answer')
  },
}

export const SignedOutElsewhere: Story = {
  play: async ({ canvasElement, loaded }) => {
    const { app } = loaded as PreparedStory
    const { hook, press, heading } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await hook('useProfile', 'signed-in')
    app.journal.begin('You signed out on another device')
    await emulator.signOutElsewhere(app.name)
    await press(/Harbour News/)
    await heading('You have been signed out')
    await hook('useProfile', 'signed-out')
  },
}

// The following stories test actions of the stories above. They are not in the sidebar.

export const AskedEveryTime: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Every playback is authorized separately, and gets its own token',
  play: async ({ canvasElement, loaded }) => {
    const { app } = loaded as PreparedStory
    const { canvas, press, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    for (const _ of ['first', 'second']) {
      await press(/Glacier/)
      await says('Playing.')
      await press('Stop')
      await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull(), patience)
    }
    const asked = app.journal
      .entries()
      .filter((entry) => entry.kind === 'request' && entry.call.path.includes('/authorize/'))
    await expect(asked).toHaveLength(2)
  },
}

export const TriedAgain: Story = {
  ...NoAnswer,
  tags: ['!dev', '!autodocs'],
  name: 'A retry plays the title once the provider answers',
  play: async ({ canvasElement }) => {
    const { canvas, press, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Coastal Derby/)
    await canvas.findByRole('alert', {}, patience)
    await press('Try again')
    await says('Playing.')
  },
}

export const StillSignedIn: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A denial does not sign out the viewer, and returns the focus to the title',
  play: async ({ canvasElement }) => {
    const { canvas, press, heading, hook } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await press(/Grand Prix/)
    await heading('Not in your package')
    await press('Back')
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull(), patience)
    await hook('useProfile', 'signed-in')
    await expect(canvas.getByRole('button', { name: /Grand Prix/ })).toHaveFocus()
  },
}

export const BackToTheProviders: Story = {
  ...SignedOutElsewhere,
  tags: ['!dev', '!autodocs'],
  name: 'A viewer who signed out elsewhere is asked to sign in again',
  play: async (context) => {
    await SignedOutElsewhere.play?.(context)
    if (!environment.isEmulator) return
    const { press, heading } = lookAtJourney(context.canvasElement)
    await press('Sign in')
    await heading('Who is your TV provider?')
  },
}
