import type { Meta, StoryObj } from '@storybook/react-vite'
import { createPartnerProfile } from 'react-adobe-pass/rest-v2'
import { expect, waitFor } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'

const meta = {
  title: 'Journey/Sign out',
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

/** Opens the account with the button in the corner of the screen. */
async function atAccount(canvasElement: HTMLElement, corner: string) {
  const look = lookAtJourney(canvasElement)
  await look.press(corner)
  await look.heading('Your account')
  return look
}

export const Account: Story = {
  name: 'The account',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas } = await atAccount(canvasElement, 'Lumenwave')
    const list = canvas.getByRole('list', { name: 'Signed in with' })
    await expect(list).toHaveTextContent(/Lumenwave.*Signed in until/)
  },
}

export const TwoProviders: Story = {
  parameters: { signedInWith: ['Lumenwave', 'CedarHollow'] },
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas, press } = await atAccount(canvasElement, 'CedarHollow')
    await press('Use Lumenwave')
    await waitFor(
      () => expect(canvas.getByRole('button', { name: 'Use Lumenwave' })).toBePressed(),
      patience,
    )
    await expect(canvas.getByRole('button', { name: 'Lumenwave' })).toBeVisible()
  },
}

export const WithTheProvidersPage: Story = {
  name: 'With a logout page of the provider',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas, press, heading, says, hook } = await atAccount(canvasElement, 'Lumenwave')
    await press('Sign out')
    await heading('You are signed out')
    await says('Lumenwave: signed out here and at your provider.')
    await hook('useProfile', 'signed-out')
    if (!environment.hasProxy) return
    // The page redirects to the URL that the application passed.
    const page = canvas.getByTitle<HTMLIFrameElement>('Your TV provider')
    await waitFor(
      () => expect(page.contentWindow?.location.pathname).toMatch(/\/back-from-provider\.html$/),
      patience,
    )
  },
}

export const Complete: Story = {
  name: 'Without a logout page',
  parameters: { signedInWith: ['CedarHollow'] },
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { canvas, press, says } = await atAccount(canvasElement, 'CedarHollow')
    await press('Sign out')
    await says('CedarHollow: signed out here. You do not need to do anything else.')
    await expect(canvas.queryByTitle('Your TV provider')).toBeNull()
  },
}

export const PartnerToo: Story = {
  name: 'With a sign-out in the device’s settings',
  parameters: { signedInWith: [] },
  beforeEach: async ({ loaded }) => {
    // The header for this kind of sign-in is not on Adobe's CORS list.
    if (!environment.hasProxy) return
    const { app } = loaded as PreparedStory
    const expirationDate = String(Date.now() + 86_400_000)
    await app.open().request(
      createPartnerProfile({
        partner: 'Apple',
        samlResponse: btoa('<Response/>'),
        partnerFrameworkStatus: {
          frameworkPermissionInfo: { accessStatus: 'granted' },
          frameworkProviderInfo: { id: 'lumenwave_apple', expirationDate },
        },
      }),
    )
  },
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { press, says } = await atAccount(canvasElement, 'Lumenwave')
    await press('Sign out')
    await says('Lumenwave: signed out here. Also sign out in the settings of this device.')
  },
}

export const FreePreview: Story = {
  name: 'From a free preview',
  parameters: { signedInWith: [] },
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    await lookAtJourney(canvasElement).press('Free preview')
    const { press, heading, says } = await atAccount(canvasElement, 'Account')
    await press('Sign out')
    await heading('You are signed out')
    await says('FreePreview: signed out here. You do not need to do anything else.')
  },
}

// The following story tests an action of the stories above. It is not in the sidebar.

export const BackToTheProviders: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A viewer can sign in again after a sign-out',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { press, heading } = await atAccount(canvasElement, 'Lumenwave')
    await press('Sign out')
    await press('Done')
    await heading('Who is your TV provider?')
  },
}
