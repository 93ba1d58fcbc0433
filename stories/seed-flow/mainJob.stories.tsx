import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { environment, softwareStatement } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import { type PreparedStory, prepareStory } from '../kit/prepareStory.ts'
import { MainJob } from './MainJob.tsx'

const meta = {
  title: 'Seed flow/Main job',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareStory],
  render: (_, { loaded }) => <MainJob app={(loaded as PreparedStory).app} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** Helpers for play functions. */
const look = (canvasElement: HTMLElement) => {
  const canvas = within(canvasElement)
  const journal = () => within(canvas.getByRole('log'))
  return {
    canvas,
    press: (name: string) => userEvent.click(canvas.getByRole('button', { name })),
    /** Waits until the protected calls are answered. */
    settled: () => canvas.findByText('Answered', {}, patience),
    /** Waits until there are `count` requests with this path and status. */
    sees: (path: string, status: string, count = 1) =>
      waitFor(async () => {
        const lines = journal()
          .getAllByText(path)
          .map((line) => line.parentElement?.textContent)
        await expect(lines.filter((line) => line?.endsWith(status))).toHaveLength(count)
      }, patience),
    event: (type: string, count = 1) =>
      waitFor(() => expect(journal().getAllByText(type)).toHaveLength(count), patience),
    viewer: (text: RegExp) =>
      waitFor(
        () =>
          expect(canvas.getByRole('status', { name: 'Who is signed in' })).toHaveTextContent(text),
        patience,
      ),
  }
}

export const MainJobStory: Story = {
  name: 'Main job',
  play: async ({ canvasElement, loaded }) => {
    const { canvas, settled } = look(canvasElement)
    await settled()
    await expect(canvas.getByRole('timer')).toHaveTextContent(/\d+ (h|min|s)/)
    const providers = within(canvas.getByRole('list', { name: 'TV providers' }))
    await expect(providers.getAllByRole('listitem').length).toBeGreaterThan(0)
    if (environment.isEmulator) {
      await expect(providers.getByRole('img', { name: 'Lumenwave' })).toBeVisible()
    }

    const { app, name } = loaded as PreparedStory
    const { credentials, token } = await app.record()
    const secrets = [credentials?.clientSecret, token?.value, await softwareStatement(name)]
    for (const secret of secrets) {
      await expect(secret).toBeTruthy()
      await expect(document.body.textContent).not.toContain(secret)
    }
  },
}

// The following stories test the buttons. They are not in the sidebar: the page has these buttons.

export const Reloaded: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'Reloading restores the token and sends no DCR request',
  play: async ({ canvasElement }) => {
    const { canvas, press, settled, event, sees } = look(canvasElement)
    await settled()
    await press('Reload from storage')
    await event('token-restored')
    await expect(await canvas.findByText(/Restored, no DCR request/, {}, patience)).toBeVisible()
    await settled()
    await sees('/o/client/register', '201', 1)
    await sees('/o/client/token', '201', 1)
  },
}

export const SignedIn: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'The next answer shows a sign-in, and a reset signs out',
  play: async ({ canvasElement }) => {
    const { press, settled, sees, viewer } = look(canvasElement)
    await settled()
    if (!environment.isEmulator) return
    await viewer(/Nobody/)
    await press('Sign in')
    await viewer(/Signed in with .*Lumenwave/)
    await press('Reset')
    await sees('/o/client/register', '201', 2)
    await viewer(/Nobody/)
  },
}

export const TokenRevoked: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A revoked token is replaced with the same credentials',
  play: async ({ canvasElement }) => {
    const { press, settled, sees, event, viewer } = look(canvasElement)
    await settled()
    if (!environment.isEmulator) return
    await press('Sign in')
    await viewer(/Signed in/)
    await press('Revoke the token')
    await event('token-rejected')
    await sees('/o/client/token', '201', 2)
    await sees('/o/client/register', '201', 1)
    await viewer(/Signed in/)
  },
}

export const ClientRevokedTwice: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A revoked client registers again each time',
  play: async ({ canvasElement }) => {
    const { canvas, press, settled, sees, event } = look(canvasElement)
    await settled()
    if (!environment.isEmulator) return
    await press('Revoke the client')
    await event('credentials-replaced')
    await canvas.findByText('Replaced', {}, patience)
    await settled()
    await press('Revoke the client')
    await event('credentials-replaced', 2)
    await sees('/o/client/register', '201', 3)
    await settled()
  },
}

export const Throttled: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A throttled call is repeated until it is answered',
  play: async ({ canvasElement }) => {
    const { canvas, press, settled, sees, event } = look(canvasElement)
    await settled()
    if (!environment.isEmulator) return
    await press('Throttle')
    await event('retried', 2)
    await sees('/api/v2/REF30/profiles', '200', 2)
    await expect(canvas.queryByText('Refused')).toBeNull()
  },
}
