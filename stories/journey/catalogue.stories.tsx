import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { environment } from '../kit/environment.ts'
import { patience } from '../kit/patience.ts'
import type { PreparedStory } from '../kit/prepareStory.ts'
import { Journey } from './Journey.tsx'
import { lookAtJourney } from './lookAtJourney.ts'
import { Northlight } from './Northlight.tsx'
import { prepareJourney } from './prepareJourney.ts'

const meta = {
  title: 'Journey/Catalogue',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', signedInWith: ['Lumenwave'] },
  loaders: [prepareJourney],
  render: (_, { loaded }) => (
    <Journey app={(loaded as PreparedStory).app}>
      <Northlight />
    </Journey>
  ),
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const locked = (canvasElement: HTMLElement) =>
  within(canvasElement)
    .queryAllByRole('button', { name: /^Locked / })
    .map(({ textContent }) => textContent?.replace('Locked', ''))

export const InThePackage: Story = {
  name: 'What is in the package',
  play: async ({ canvasElement }) => {
    const { says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('8 of 12 in your package')
    await expect(locked(canvasElement)).toEqual([
      'Opera at DuskConcert',
      'Grand PrixLive',
      'Midnight AlleyFilm · 18',
      'Members’ CupLive',
    ])
  },
}

export const StillAsking: Story = {
  name: 'A slow provider',
  parameters: { signedInWith: ['TidepoolTV'] },
  play: async ({ canvasElement }) => {
    const { canvas, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('Checking what is in your package…')
    await expect(canvas.getAllByRole('button', { name: /^Checking… / })).toHaveLength(12)
  },
}

export const NothingInIt: Story = {
  name: 'Nothing is in the package',
  parameters: { signedInWith: ['FernbrookSat'] },
  play: async ({ canvasElement }) => {
    const { press, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('0 of 12 in your package')
    await press('In my package')
    await says('Nothing tonight is in your package.')
  },
}

export const NotAsked: Story = {
  name: 'The provider cannot be reached',
  beforeEach: ({ loaded }) => {
    const { app } = loaded as PreparedStory
    const when = ({ path }: { readonly path: string }) => path.includes('/preauthorize/')
    // Two calls are under way at the same time.
    app.rig.refuse({ what: '500', when, times: 2 })
  },
  play: async ({ canvasElement }) => {
    const { canvas, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('We could not check what is in your package')
    await expect(await canvas.findByRole('alert', {}, patience)).toHaveTextContent(
      'We could not reach your TV provider.',
    )
  },
}

// The following stories test actions of the stories above. They are not in the sidebar.

export const Filtered: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'A filter shows only the titles in the package',
  play: async ({ canvasElement }) => {
    const { canvas, press, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('8 of 12 in your package')
    await press('In my package')
    const tiles = canvas.getByRole('list', { name: 'Titles' })
    await expect(within(tiles).getAllByRole('listitem')).toHaveLength(8)
    await expect(tiles).not.toHaveTextContent('Grand Prix')
  },
}

export const AnsweredInTurn: Story = {
  ...StillAsking,
  tags: ['!dev', '!autodocs'],
  name: 'Tiles show their answers as they arrive, the first tiles first',
  play: async ({ canvasElement }) => {
    const { canvas } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    const waiting = (name: string) => canvas.queryByRole('button', { name: `Checking… ${name}` })
    await waitFor(() => expect(waiting('Paper Moons Children')).toBeVisible(), patience)
    await waitFor(() => expect(waiting('Harbour News Live')).toBeNull(), patience)
    await expect(waiting('Paper Moons Children')).toBeVisible()
    await waitFor(() => expect(waiting('Paper Moons Children')).toBeNull(), patience)
  },
}

export const AskedAgain: Story = {
  ...NotAsked,
  tags: ['!dev', '!autodocs'],
  name: 'A retry gets the missing answers',
  play: async ({ canvasElement }) => {
    const { press, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    // Both calls have failed by then.
    await says('We could not check what is in your package')
    await press('Try again')
    await says('8 of 12 in your package')
  },
}

export const Reached: Story = {
  tags: ['!dev', '!autodocs'],
  name: 'The arrow keys of a remote control reach the tiles',
  play: async ({ canvasElement }) => {
    const { canvas, says } = lookAtJourney(canvasElement)
    if (!environment.isEmulator) return
    await says('8 of 12 in your package')
    canvas.getByRole('button', { name: 'Everything' }).focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect(canvas.getByRole('button', { name: /^Harbour News/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    await expect(canvas.getByRole('button', { name: /^Night Trains/ })).toHaveFocus()
  },
}
