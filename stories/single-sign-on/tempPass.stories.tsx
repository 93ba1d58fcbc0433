import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedSingleSignOn, prepareSingleSignOn } from './prepareSingleSignOn.ts'
import { SingleSignOnPage } from './SingleSignOnPage.tsx'
import { TempPass } from './TempPass.tsx'

const meta = {
  title: 'Single sign-on/Promotional TempPass',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareSingleSignOn],
  render: (_, { loaded }) => (
    <SingleSignOnPage
      title="Three titles for an email address"
      lead="A promotional TempPass needs no TV provider, only an identity with a limit. Each viewer has separate answers, also in the cache."
      apps={(loaded as PreparedSingleSignOn).apps}
    >
      {(apps) => <TempPass apps={apps} />}
    </SingleSignOnPage>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const TempPassStory: Story = {
  name: 'Promotional TempPass',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const canvas = within(canvasElement)
    const press = (name: string) => userEvent.click(canvas.getByRole('button', { name }))
    const says = (name: string, text: string) =>
      waitFor(() => expect(canvas.getByRole('status', { name })).toHaveTextContent(text), patience)

    await says('The pass of Ada', 'Ada may watch until')
    for (const title of ['Opening', 'Semi-final', 'Final']) {
      await press(title)
      await says('What Ada may watch', `${title}: permitted.`)
    }
    await says('The pass of Ada', 'Ada has had three titles.')
    await press('Gala')
    await says('What Ada may watch', 'Gala: denied, temporary_access_resources_limit_exceeded.')
    await press('Bob')
    await says('The pass of Bob', 'Bob may watch until')
    await press('Gala')
    await says('What Bob may watch', 'Gala: permitted.')
  },
}
