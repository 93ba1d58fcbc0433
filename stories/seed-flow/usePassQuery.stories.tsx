import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedStory, prepareStory } from '../kit/prepareStory.ts'
import { UsePassQuery } from './UsePassQuery.tsx'

const meta = {
  title: 'Seed flow/usePassQuery',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [
    async (context) => {
      const prepared = await prepareStory(context)
      prepared.app.rig.refuse({
        what: 'authenticated_profile_missing',
        when: ({ path }) => path.endsWith('/profiles'),
        times: 1,
      })
      return prepared
    },
  ],
  render: (_, { loaded }) => <UsePassQuery app={(loaded as PreparedStory).app} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const UsePassQueryStory: Story = {
  name: 'usePassQuery',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const names = await canvas.findByRole('list', { name: 'Names of TV providers' }, patience)
    await waitFor(() => expect(names).not.toBeEmptyDOMElement(), patience)
    if (!environment.isEmulator) return
    await expect(names).toHaveTextContent('Cedar Hollow')
    const error = await canvas.findByText('PassApiError', {}, patience)
    await expect(error.parentElement).toHaveTextContent('authenticated_profile_missing')
    await expect(error.parentElement).toHaveTextContent('authentication')
  },
}

export const Skips: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Nothing is sent while there is a skipToken',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const asked = () => canvas.queryAllByText(/\/profiles$/).length
    const toggle = canvas.getByRole('button', { name: 'Ask who is signed in' })
    if (environment.isEmulator) await canvas.findByText('PassApiError', {}, patience)
    await waitFor(() => expect(asked()).toBe(1), patience)
    await userEvent.click(toggle)
    await waitFor(
      () =>
        expect(canvas.getByRole('status', { name: 'Answer' })).toHaveTextContent(/Signed in: \w/),
      patience,
    )
    await expect(asked()).toBe(2)
    await userEvent.click(toggle)
    await expect(canvas.getByRole('status', { name: 'Answer' })).toHaveTextContent('was not asked')
    await expect(asked()).toBe(2)
  },
}

export const Retried: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A refused call can be retried',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    if (environment.isEmulator) await canvas.findByText('PassApiError', {}, patience)
    await userEvent.click(canvas.getByRole('button', { name: 'Retry' }))
    await expect(await canvas.findByText(/^Answered: \d+ profiles/, {}, patience)).toBeVisible()
    await waitFor(() => expect(canvas.queryByText('PassApiError')).toBeNull(), patience)
  },
}
