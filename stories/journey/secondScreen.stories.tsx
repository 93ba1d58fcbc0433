import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Activation } from './Activation.tsx'
import { atProvider } from './atProvider.ts'
import { lookAtJourney } from './lookAtJourney.ts'
import { prepareJourney } from './prepareJourney.ts'
import { SecondScreen } from './SecondScreen.tsx'

/** The URL of the activation page below, to which the QR code leads. */
const activationUrl = new URL(
  'iframe.html?id=journey-second-screen--activation-page',
  window.location.href,
).href

const meta = {
  title: 'Journey/Second screen',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [
    async ({ id, parameters }) => {
      const phone = await prepareJourney({ id: `${id} phone`, parameters })
      return { ...(await prepareJourney({ id, parameters })), phone: phone.app }
    },
  ],
  render: (_, { loaded }) => {
    const { app, phone } = loaded as Prepared
    return <SecondScreen television={app} phone={phone} activationUrl={activationUrl} />
  },
} satisfies Meta

type Prepared = PreparedStory & { readonly phone: StoryApp }

export default meta
type Story = StoryObj<typeof meta>

/** Makes the television show a code. */
async function shown(canvasElement: HTMLElement) {
  const look = lookAtJourney(canvasElement)
  await look.press('Use your phone')
  const code = async () => {
    const label = (await look.canvas.findByLabelText(/^Code( \w)+$/, {}, patience)).ariaLabel
    return (label ?? '').replace(/^Code|\s/g, '')
  }
  const phone = within(look.canvas.getByRole('region', { name: 'Your phone' }))
  return {
    ...look,
    code,
    phone,
    type: async (text: string) => {
      await userEvent.type(phone.getByRole('textbox'), text)
      await userEvent.click(phone.getByRole('button', { name: 'Next' }))
    },
  }
}

export const TelevisionAndPhone: Story = {
  name: 'Television and phone',
  play: async ({ canvasElement }) => {
    const { canvas, code, hook } = await shown(canvasElement)
    await expect(await code()).toMatch(/^\w{5,}$/)
    await hook('useSignIn', 'second-screen')
    await expect(canvas.getByRole('img', { name: 'The same address as a QR code' })).toBeVisible()
    const timer = canvas.getByRole('timer')
    const before = timer.textContent
    await waitFor(() => expect(timer.textContent).not.toBe(before), patience)
    await expect(timer).toHaveTextContent(/^\d+:\d\d$/)
  },
}

export const WrongCode: Story = {
  name: 'A wrong code',
  play: async ({ canvasElement }) => {
    const { phone, type } = await shown(canvasElement)
    await type('NOSUCH1')
    await phone.findByText(/^This code is wrong/, {}, patience)
    await expect(phone.getByRole('textbox')).toBeInvalid()
  },
}

/** Enters the television's code on the phone, which then shows the device. */
async function codeTaken(canvasElement: HTMLElement) {
  const look = await shown(canvasElement)
  const code = await look.code()
  // With dash and space, as a viewer may type it.
  await look.type(`${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase())
  await look.phone.findByText('LG TV', {}, patience)
  return look
}

export const ActivationPage: Story = {
  render: (_, { loaded }) => (
    <Activation
      app={(loaded as PreparedStory).app}
      code={new URLSearchParams(window.location.search).get('code') ?? undefined}
    />
  ),
  play: async ({ canvasElement }) => {
    await lookAtJourney(canvasElement).heading('Sign in your television')
  },
}

// The following stories test actions of the stories above. They are not in the sidebar.

export const SignedInByPhone: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'The television continues when the viewer has signed in on the phone',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { canvas, phone, heading } = await codeTaken(canvasElement)
    await userEvent.click(await phone.findByRole('button', { name: 'Cedar Hollow' }, patience))
    await phone.findByTitle('Your TV provider', {}, patience)
    await atProvider(() => canvas.getByTitle<HTMLIFrameElement>('Your TV provider').contentWindow)
    await heading('Tonight')
  },
}

export const StrangersCode: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A viewer whose code is for another device can enter another code',
  play: async ({ canvasElement }) => {
    if (!environment.isEmulator) return
    const { phone } = await codeTaken(canvasElement)
    await userEvent.click(phone.getByRole('button', { name: 'Not mine' }))
    await phone.findByRole('heading', { name: 'Sign in your television' }, patience)
  },
}

export const NewCode: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A new code replaces the old one, also after that has expired',
  play: async ({ canvasElement, loaded }) => {
    if (!environment.isEmulator) return
    const { app } = loaded as PreparedStory
    const { code, press, heading, hook } = await shown(canvasElement)
    const first = await code()
    await press('New code')
    await waitFor(async () => expect(await code()).not.toBe(first), patience)
    const second = await code()
    app.rig.later(31 * 60_000)
    await heading('The code has expired')
    await hook('useSignIn', 'expired')
    await press('Get a new one')
    await expect(await code()).not.toBe(second)
  },
}
