import type { Meta, StoryObj } from '@storybook/react-vite'
import { environment } from '../kit/environment.ts'
import { lookAtSharedToken } from './lookAtSharedToken.ts'
import { type PreparedSingleSignOn, prepareSingleSignOn } from './prepareSingleSignOn.ts'
import { SharedToken } from './SharedToken.tsx'
import { SingleSignOnPage } from './SingleSignOnPage.tsx'

const meta = {
  title: 'Single sign-on/Platform token',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareSingleSignOn],
  render: (_, { loaded }) => (
    <SingleSignOnPage
      title="A token of the device"
      lead="A television knows its viewer, and gives its applications a token that identifies them. A sign-in to one application also signs in the others on that device."
      apps={(loaded as PreparedSingleSignOn).apps}
    >
      {(apps) => (
        <SharedToken
          apps={apps}
          choices={[
            {
              header: 'Adobe-Subject-Token',
              headers: { subjectToken: `platform.${apps.mark}.signature` },
              code: 'usePassQuery(profiles({ subjectToken }))',
            },
            {
              header: 'X-Roku-Reserved-Roku-Connect-Token',
              headers: { rokuConnectToken: `roku.${apps.mark}.signature` },
              code: 'usePassQuery(profiles({ rokuConnectToken }))',
            },
          ]}
        />
      )}
    </SingleSignOnPage>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const PlatformTokenStory: Story = {
  name: 'Platform token',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { nobody, press, signedIn } = lookAtSharedToken(canvasElement)
    await nobody('Sports Live')
    await press('Sign in')
    await signedIn('Daily News', 'regular')
    await signedIn('Sports Live', 'platformSSO')
  },
}

export const RokuStory: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Roku’s token shares a sign-in with the same token only',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { nobody, press, signedIn } = lookAtSharedToken(canvasElement)
    await nobody('Sports Live')
    await press('X-Roku-Reserved-Roku-Connect-Token')
    await nobody('Sports Live')
    await press('Sign in')
    await signedIn('Sports Live', 'platformSSO')
    await press('Adobe-Subject-Token')
    await nobody('Sports Live')
  },
}
