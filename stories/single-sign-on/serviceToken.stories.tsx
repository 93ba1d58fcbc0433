import type { Meta, StoryObj } from '@storybook/react-vite'
import { environment } from '../kit/environment.ts'
import { lookAtSharedToken } from './lookAtSharedToken.ts'
import { type PreparedSingleSignOn, prepareSingleSignOn } from './prepareSingleSignOn.ts'
import { SharedToken } from './SharedToken.tsx'
import { SingleSignOnPage } from './SingleSignOnPage.tsx'

const meta = {
  title: 'Single sign-on/Service token',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareSingleSignOn],
  render: (_, { loaded }) => (
    <SingleSignOnPage
      title="One account, many applications"
      lead="A service that knows the viewer gives each of its applications the same token. A sign-in to one of them at a TV provider is a sign-in to all."
      apps={(loaded as PreparedSingleSignOn).apps}
    >
      {(apps) => (
        <SharedToken
          apps={apps}
          choices={[
            {
              header: 'AD-Service-Token',
              headers: { serviceToken: `account.${apps.mark}.signature` },
              code: 'usePassQuery(profiles({ serviceToken }))',
            },
          ]}
        />
      )}
    </SingleSignOnPage>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const ServiceTokenStory: Story = {
  name: 'Service token',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { nobody, press, signedIn } = lookAtSharedToken(canvasElement)
    await nobody('Daily News')
    await nobody('Sports Live')
    await press('Sign in')
    await signedIn('Daily News', 'regular')
    await signedIn('Sports Live', 'serviceTokenSSO')
  },
}

export const WithoutToken: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Without the token, an application has only its own sign-in',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { nobody, press, signedIn } = lookAtSharedToken(canvasElement)
    await nobody('Sports Live')
    await press('Sign in')
    await signedIn('Sports Live', 'serviceTokenSSO')
    await press('Send the token')
    await nobody('Sports Live')
    await press('Send the token')
    await signedIn('Sports Live', 'serviceTokenSSO')
  },
}

export const SignedOutOfBoth: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Signing out of one signs out of both',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { nobody, press, signedIn } = lookAtSharedToken(canvasElement)
    await nobody('Daily News')
    await press('Sign in')
    await signedIn('Sports Live', 'serviceTokenSSO')
    await press('Sign out of both')
    await nobody('Sports Live')
    await nobody('Daily News')
  },
}
