import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedStory, prepareStory } from '../kit/prepareStory.ts'
import { Errors } from './Errors.tsx'

const meta = {
  title: 'Seed flow/Errors',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareStory],
  render: (_, { loaded }) => <Errors app={(loaded as PreparedStory).app} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const ErrorsStory: Story = {
  name: 'Errors',
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const cause = async (title: string) => {
      const part = within(canvas.getByRole('region', { name: title }))
      await userEvent.click(part.getByRole('button', { name: /^Cause it/ }))
      return (await part.findByText(/^Pass\w+Error$/, {}, patience)).parentElement
    }

    const options = await cause('Options that cannot work')
    await expect(options).toHaveTextContent('PassConfigurationError')
    await expect(options).toHaveTextContent('softwareStatement')

    const offline = await cause('Offline')
    await expect(offline).toHaveTextContent('PassNetworkError')
    await expect(offline).toHaveTextContent('the device is offline')
    await expect(navigator.onLine).toBe(true)
    if (!environment.isEmulator) return

    const portal = await cause('Somebody else answers')
    await expect(portal).toHaveTextContent('PassResponseError')
    await expect(portal).toHaveTextContent('client_id, client_secret')

    const statement = await cause('A bad statement')
    await expect(statement).toHaveTextContent('PassRegistrationError')
    await expect(statement).toHaveTextContent('invalid_software_statement')

    const origin = await cause('A wrong origin')
    await expect(origin).toHaveTextContent('PassNetworkError')
    await expect(origin).toHaveTextContent('Is the emulator running?')
  },
}
