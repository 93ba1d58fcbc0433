import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedSingleSignOn, prepareSingleSignOn } from './prepareSingleSignOn.ts'
import { SingleSignOnPage } from './SingleSignOnPage.tsx'
import { WithoutProxy } from './WithoutProxy.tsx'

const meta = {
  title: 'Single sign-on/Without a proxy',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareSingleSignOn],
  render: (_, { loaded }) => (
    <SingleSignOnPage
      title="What a page may not send"
      lead="A page may send only the headers that the other origin allows. Adobe’s list does not contain the headers for single sign-on and promotions."
      apps={(loaded as PreparedSingleSignOn).apps}
    >
      {(apps) => <WithoutProxy apps={apps} />}
    </SingleSignOnPage>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const WithoutProxyStory: Story = {
  name: 'Without a proxy',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const canvas = within(canvasElement)
    const send = (title: string) => {
      const part = within(canvas.getByRole('region', { name: title }))
      return userEvent.click(part.getByRole('button')).then(() => part)
    }

    const refused = await send('Straight to the API, with the header')
    const error = await refused.findByText('PassNetworkError', {}, patience)
    await expect(error.parentElement).toHaveTextContent('CORS')
    for (const title of ['Straight to the API, without it', 'Through the proxy, with the header']) {
      const answered = await send(title)
      await expect(await answered.findByText('Answered.', {}, patience)).toBeVisible()
    }
  },
}
