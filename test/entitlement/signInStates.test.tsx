import { describe, expect, it } from 'vitest'
import { inPopup, mvpd, openPage, type Page, reach, type Status } from './signInPage.ts'
import { elapse, setVisibility } from './testbed.tsx'

/** What can happen to a page in each state. */
const events = {
  signIn: inPopup,
  resume: ({ click }: Page) => click(({ resume }) => resume({ mvpd })),
  retry: ({ click }: Page) => click(({ retry }) => retry()),
  cancel: ({ click }: Page) => click(({ cancel }) => cancel()),
  reset: async ({ pass }: Page) => {
    await pass.reset()
    await elapse(0)
  },
  hide: async () => {
    setVisibility('hidden')
    await elapse(10_000)
  },
  show: async () => {
    setVisibility('hidden')
    await elapse(10_000)
    setVisibility('visible')
    await elapse(0)
  },
  remount: async ({ unmount, mount }: Page) => {
    unmount()
    await elapse(10_000)
    await mount()
  },
} satisfies Record<string, (page: Page) => Promise<unknown>>

type Event = keyof typeof events | 'reload'

const stays = { hide: undefined, show: undefined, remount: undefined }
const popupAgain = { signIn: 'popup-open', resume: 'popup-open', retry: 'popup-open' } as const
const over = { cancel: 'idle', reset: 'expired', reload: 'idle' } as const

/** The next state for each event; `undefined` if the state does not change. */
const table: Record<Status, Record<Event, Status | undefined>> = {
  idle: {
    ...stays,
    ...popupAgain,
    ...over,
    resume: undefined,
    retry: 'needs-parameters',
    reset: 'idle',
  },
  starting: { ...stays, ...popupAgain, ...over, resume: undefined },
  'needs-parameters': {
    ...stays,
    ...popupAgain,
    ...over,
    retry: 'needs-parameters',
    reload: undefined,
  },
  'popup-open': { ...stays, ...popupAgain, ...over, reload: 'popup-closed' },
  'popup-blocked': { ...stays, ...popupAgain, ...over, reload: 'popup-closed' },
  'popup-closed': { ...stays, ...popupAgain, ...over, reload: undefined },
  redirecting: {
    ...stays,
    ...over,
    signIn: 'popup-open',
    resume: undefined,
    retry: undefined,
    show: 'checking',
    reload: 'checking',
  },
  'second-screen': {
    ...stays,
    ...over,
    signIn: 'popup-open',
    resume: undefined,
    retry: undefined,
    reload: undefined,
  },
  checking: {
    ...popupAgain,
    ...over,
    // The profile is polled three times, even if the page is hidden or not mounted.
    hide: 'not-signed-in',
    show: 'not-signed-in',
    remount: 'not-signed-in',
    reload: 'popup-closed',
  },
  'not-signed-in': { ...stays, ...popupAgain, ...over, reload: undefined },
  expired: { ...stays, ...popupAgain, ...over, resume: undefined, reset: undefined },
  'signed-in': {
    ...stays,
    ...over,
    // Adobe Pass answers at once that the viewer is signed in.
    signIn: undefined,
    resume: undefined,
    retry: undefined,
    reset: 'idle',
  },
  error: { ...stays, ...popupAgain, ...over, resume: undefined, reset: undefined },
}

const statuses = Object.keys(table).filter((name): name is Status => name in table)
const names = Object.keys(events).filter((name): name is keyof typeof events => name in events)

const cells = <E extends Event>(these: readonly E[]) =>
  statuses.flatMap((from) =>
    these.map((event) => ({ from, event, to: table[from][event] ?? from })),
  )

describe.each([
  ['', false],
  [' under StrictMode', true],
])('a sign-in%s', (_, strict) => {
  it.each(cells(names))('$from, $event: $to', async ({ from, event, to }) => {
    const page = await openPage({ strict })
    await reach[from](page)
    expect(page.status).toBe(from)
    await events[event](page)
    expect(page.status).toBe(to)
    // A late response to an earlier request is ignored.
    await page.release()
    expect(page.status).toBe(from === 'starting' && to === from ? 'popup-open' : to)
  })

  it.each(cells(['reload']))('$from, $event: $to', async ({ from, to }) => {
    const page = await openPage({ strict })
    await reach[from](page)
    const next = await page.reload()
    expect(next.now.status).toBe(to)
  })
})
