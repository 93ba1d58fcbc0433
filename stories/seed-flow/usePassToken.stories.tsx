import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { emulator } from '../kit/emulator.ts'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedStory, prepareStory } from '../kit/prepareStory.ts'
import { UsePassToken } from './UsePassToken.tsx'

const lifetime = 8

const meta = {
  title: 'Seed flow/usePassToken',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [
    async (context) => {
      const prepared = await prepareStory(context)
      if (environment.isEmulator) await emulator.setTokenLifetime(lifetime, prepared.name)
      return prepared
    },
  ],
  render: (_, { loaded }) => (
    <UsePassToken app={(loaded as PreparedStory).app} lifetime={lifetime} />
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const UsePassTokenStory: Story = {
  name: 'usePassToken',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await waitFor(() => expect(canvas.getByRole('timer')).toHaveTextContent(/\d s/), patience)
    await canvas.findByText(/usePassQuery.*TV providers/s, {}, patience)
    if (!environment.isEmulator) return

    const tokens = () => canvas.getAllByText(/^token-(issued|restored)$/).length
    const count = (name: string) => Number(canvas.getByText(name).nextElementSibling?.textContent)
    await waitFor(() => expect(tokens()).toBeGreaterThan(1), patience)
    await waitFor(() => expect(count('renders of usePassToken')).toBe(1 + tokens()), patience)
    await expect(count('renders of usePassQuery')).toBe(2)
    await expect(canvas.queryByText('credentials-replaced')).toBeNull()
  },
}
