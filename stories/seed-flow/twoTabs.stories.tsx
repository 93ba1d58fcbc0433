import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { prepareStory } from '../kit/prepareStory.ts'
import { TwoTabs } from './TwoTabs.tsx'

const meta = {
  title: 'Seed flow/Two tabs',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  // Imported dynamically, so that a build keeps it as a separate file: the frames load it by URL.
  loaders: [prepareStory, () => import('./tabModule.tsx')],
  render: (_, { loaded }) => (
    <TwoTabs application={loaded['name']} tabModule={loaded['tabModule']} />
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** Helpers for play functions. */
const look = (canvasElement: HTMLElement) => {
  const canvas = within(canvasElement)
  /** Waits for something in a tab. The document of the frame changes when it has loaded. */
  const inTab = <T,>(name: string, find: (tab: ReturnType<typeof within>) => T) =>
    waitFor(() => {
      const frame = canvas.getByTitle<HTMLIFrameElement>(name)
      if (!frame.contentDocument) throw new Error(`${name} cannot be looked into`)
      return find(within(frame.contentDocument.documentElement))
    }, patience)
  return {
    /** The token in use in a tab, masked. */
    token: (name: string) =>
      inTab(name, (tab) => {
        const text = tab.getByText('Token', { selector: 'dt' }).nextSibling?.textContent
        if (!text?.includes('•')) throw new Error(`${name} has no token yet`)
        return text
      }),
    // Not userEvent, which fails when the document of the frame is gone.
    press: async (name: string, button: string) =>
      (await inTab(name, (tab) => tab.getByRole('button', { name: button }))).click(),
    sees: (name: string, text: string) => inTab(name, (tab) => tab.getByText(text)),
    total: (name: string, value: number) =>
      waitFor(
        () => expect(canvas.getByText(name).nextElementSibling).toHaveTextContent(String(value)),
        patience,
      ),
  }
}

export const TwoTabsStory: Story = {
  name: 'Two tabs',
  play: async ({ canvasElement }) => {
    const { token } = look(canvasElement)
    await expect(await token('Tab A')).toBe(await token('Tab B'))
  },
}

export const OneRegistration: Story = {
  name: 'Two tabs that open at the same time register once and fetch one token',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement }) => {
    const { token, total } = look(canvasElement)
    await expect(await token('Tab A')).toBe(await token('Tab B'))
    await total('Registrations by both', 1)
    await total('Tokens fetched by both', 1)
  },
}

export const Adopted: Story = {
  name: 'The other tab uses a token that one tab had to replace',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement }) => {
    const { press, sees, token, total } = look(canvasElement)
    const before = await token('Tab B')
    if (!environment.isEmulator) return
    // Wait for the first call: if it were still under way, it would not notice the revocation.
    await sees('Tab A', 'Nobody is signed in.')
    await press('Tab A', 'Revoke the token')
    await waitFor(async () => expect(await token('Tab B')).not.toBe(before), patience)
    await expect(await token('Tab A')).toBe(await token('Tab B'))
    await total('Registrations by both', 1)
    await total('Tokens fetched by both', 2)
  },
}

export const SignedOut: Story = {
  name: 'A reset in one tab signs out the other',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement }) => {
    const { press, sees, token, total } = look(canvasElement)
    const before = await token('Tab B')
    await token('Tab A')
    await press('Tab A', 'Sign out (reset)')
    await sees('Tab B', 'reset')
    await waitFor(async () => expect(await token('Tab B')).not.toBe(before), patience)
    await waitFor(async () => expect(await token('Tab A')).toBe(await token('Tab B')), patience)
    await total('Registrations by both', 2)
  },
}
