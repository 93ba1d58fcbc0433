import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { Partner } from './Partner.tsx'
import { type PreparedSingleSignOn, prepareSingleSignOn } from './prepareSingleSignOn.ts'
import { SingleSignOnPage } from './SingleSignOnPage.tsx'

const meta = {
  title: 'Single sign-on/Partner',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareSingleSignOn],
  render: (_, { loaded }) => (
    <SingleSignOnPage
      title="Through a partner’s framework"
      lead="If the device has a framework for TV providers, Adobe Pass provides the request for it, and turns its answer into a sign-in. The framework is simulated here."
      apps={(loaded as PreparedSingleSignOn).apps}
    >
      {(apps) => <Partner apps={apps} />}
    </SingleSignOnPage>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const PartnerStory: Story = {
  name: 'Partner',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Allow' }))
    await expect(await canvas.findByText('appleSSO', {}, patience)).toBeVisible()
    await expect(canvas.getByText(/^partner_profile: /)).toBeVisible()
    await expect(canvas.getByText(/^SAML, \d+ characters\.$/)).toBeVisible()
  },
}

export const Refused: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A viewer who does not allow access is not signed in',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Don’t allow' }))
    await expect(
      await canvas.findByText('authenticate: pfs_fallback, an ordinary sign-in.', {}, patience),
    ).toBeVisible()
    await expect(canvas.getByText(/let the viewer pick a TV provider/)).toBeVisible()
    await expect(canvas.getByText(/^Nobody yet/)).toBeVisible()
  },
}
