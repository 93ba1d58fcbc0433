import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { atProvider, notePopups, popup } from './atProvider.ts'
import { lookAtJourney } from './lookAtJourney.ts'
import { prepareJourney } from './prepareJourney.ts'
import { WholeWay } from './WholeWay.tsx'

const meta = {
  title: 'Journey/The whole way',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
  loaders: [prepareJourney],
  beforeEach: notePopups,
  render: (_, { loaded }) => <WholeWay app={(loaded as PreparedStory).app} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

export const WholeWayStory: Story = {
  name: 'The whole way',
  play: async ({ canvasElement }) => {
    const { canvas, heading, says } = lookAtJourney(canvasElement)
    await heading('Who is your TV provider?')
    await canvas.findByRole('list', { name: 'Providers' }, patience)
    await says('/o/client/register')
  },
}

// The following stories are for the test runner: other browsers open a popup only in a click.

/** Goes from the first page to a title that plays. */
async function walk(canvasElement: HTMLElement) {
  const look = lookAtJourney(canvasElement)
  await look.press('Lumenwave')
  await look.hook('useSignIn', 'popup-open')
  await atProvider(popup)
  await look.says('8 of 12 in your package')
  await look.press(/Glacier/)
  await look.says('Playing.')
  return look
}

export const Walked: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'From a new browser to a title that plays, and to the sign-out',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { canvas, press, says, heading, hook } = await walk(canvasElement)
    await press('Stop')
    await press('Lumenwave')
    await press('Sign out')
    await says('Lumenwave: signed out here and at your provider.')
    await press('Done')
    await heading('Who is your TV provider?')
    await hook('useProfile', 'signed-out')
    await hook('useSignIn', 'idle')

    const journal = within(canvas.getByRole('log'))
    for (const once of [
      '/o/client/register',
      '/o/client/token',
      '/api/v2/REF30/sessions',
      '/api/v2/REF30/decisions/authorize/Lumenwave',
    ]) {
      await expect(journal.getAllByText(once)).toHaveLength(1)
    }
  },
}

export const Playing: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A title plays at the end of the journey',
  play: async ({ canvasElement }) => {
    if (!environment.hasProxy) return
    const { canvas } = await walk(canvasElement)
    await expect(canvas.getByRole('dialog', { name: 'Glacier' })).toBeVisible()
  },
}

export const Reloaded: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A reload does not request what is stored',
  play: async ({ canvasElement, loaded }) => {
    if (!environment.hasProxy) return
    const { press, says, hook } = await walk(canvasElement)
    await press('Stop')
    await press('Reload')
    await hook('useProfile', 'signed-in')
    await says('8 of 12 in your package')
    const { app } = loaded as PreparedStory
    const askedSinceReload = () => {
      const entries = app.journal.entries()
      const reload = entries.findIndex(
        (entry) => entry.kind === 'chapter' && entry.text === 'You reloaded the page',
      )
      return entries
        .slice(reload)
        .flatMap((entry) => (entry.kind === 'request' ? [entry.call.path] : []))
    }
    // One title is refused until the viewer signs in again, so the client also fetches the profile,
    // after the page has shown what is in the package.
    await waitFor(
      () =>
        expect(new Set(askedSinceReload())).toEqual(
          new Set([
            '/api/v2/REF30/decisions/preauthorize/Lumenwave',
            '/api/v2/REF30/profiles/Lumenwave',
          ]),
        ),
      patience,
    )
  },
}
