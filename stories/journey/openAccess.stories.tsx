import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'

const meta = {
  title: 'Journey/TempPass and degradation',
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

const hour = 3_600_000

/** Starts the free preview. */
async function previewing(canvasElement: HTMLElement) {
  const look = lookAtJourney(canvasElement)
  await look.press('Free preview')
  await look.says('12 of 12 in your package')
  return look
}

export const Preview: Story = {
  name: 'A free preview',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas } = await previewing(canvasElement)
    await expect(canvas.getByRole('timer')).toHaveTextContent(
      /^Free preview: (1 h 59|2 h \d+) min left$/,
    )
  },
}

export const RunOut: Story = {
  name: 'A free preview that ends',
  play: async ({ canvasElement, loaded }) => {
    if (!environment.isEmulator) return
    const { app } = loaded as PreparedStory
    const { press, heading, hook } = await previewing(canvasElement)
    app.journal.begin('Three hours went by')
    app.rig.later(3 * hour)
    await press(/Harbour News/)
    await heading('Your free preview is over')
    await hook('useProfile', 'signed-out')
  },
}

export const UsedUp: Story = {
  name: 'A used-up free preview',
  play: async (context) => {
    if (!environment.isEmulator) return
    await RunOut.play?.(context)
    const { press, heading, hook } = lookAtJourney(context.canvasElement)
    await press('Back')
    await press('Free preview')
    await heading('Your free preview is over')
    await hook('useSignIn', 'error')
  },
}

export const AuthNAll: Story = {
  name: 'Nobody has to sign in (AuthNAll)',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { press, says } = lookAtJourney(canvasElement)
    await press('Saltmarsh')
    await says('12 of 12 in your package')
    await says('Open to everybody for now')
  },
}

export const AuthZAll: Story = {
  name: 'Everything is permitted (AuthZAll)',
  parameters: { signedInWith: ['OwlCreekCoop'] },
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas, press, says } = lookAtJourney(canvasElement)
    await says('12 of 12 in your package')
    await press(/Opera at Dusk/)
    await expect(await canvas.findByText('Playing.', {}, patience)).toBeVisible()
  },
}

export const AuthZNone: Story = {
  name: 'Nothing is permitted (AuthZNone)',
  parameters: { signedInWith: ['Pebblecast'] },
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { press, heading, says } = lookAtJourney(canvasElement)
    await says('0 of 12 in your package')
    await press(/Harbour News/)
    await heading('Not available right now')
  },
}

// The following stories test actions of the stories above. They are not in the sidebar.

export const OnWithAProvider: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'After the free preview, the viewer is asked for a provider',
  play: async (context) => {
    if (!environment.isEmulator) return
    await RunOut.play?.(context)
    const { press, heading } = lookAtJourney(context.canvasElement)
    await press('Sign in')
    await heading('Who is your TV provider?')
  },
}

export const PlaysWithoutSignIn: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A title plays without a sign-in if the provider lets everybody in',
  play: async (context) => {
    if (!environment.isEmulator) return
    await AuthNAll.play?.(context)
    const { press, says } = lookAtJourney(context.canvasElement)
    await press(/Grand Prix/)
    await says('Playing.')
  },
}
