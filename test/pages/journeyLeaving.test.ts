import process from 'node:process'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import type { SignInScreen } from 'react-adobe-pass/entitlement'
import { describe, type TestContext, test } from 'vitest'
import type { JourneyOptions, WayToLeave } from './journey/JourneyApi.ts'
import { click, expectShown, questions, shown, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

const ways: readonly WayToLeave[] = ['reload', 'assign', 'close']

/** Providers without a logout page: a sign-out does not navigate, so the test leaves the page. */
const mvpds = ['Lumenwave', 'CedarHollow'].map((id) => ({
  id,
  displayName: id,
  logoUrl: '',
  kind: 'no-logout' as const,
}))

/** What a moment may use: the page that is left, the server, and the way to leave. */
interface Scene {
  readonly tab: Page
  readonly emulator: Awaited<ReturnType<typeof scene>>['emulator']
  readonly way: WayToLeave
}

/** What the next page shows, and how many requests were made. */
interface Outcome {
  readonly profile: string
  readonly mvpd: string
  readonly picked: string
  /** Counted from the moment on. */
  readonly registrations: number
  readonly tokens: number
  /** Calls for the profiles since the page was left, if the viewer is signed in. */
  readonly questions: readonly string[]
}

/** A moment in which the page learns that something is done. */
interface Moment {
  readonly name: string
  /** Starts it, and leaves the page in the task in which the page learns that it is done. */
  readonly leave: (scene: Scene) => Promise<unknown>
  /** How it changes the outcome. Default: not at all. */
  readonly after: Partial<Outcome>
  /** Several open pages may register again at once: more than one registration counts as one. */
  readonly startsAnew?: true
}

const begin = (tab: Page, screen: SignInScreen, mvpd: string) =>
  tab.evaluate((request) => window.journey.viewer.signIn(request), { screen, mvpd })

const leaveOnce = ({ tab, way }: Scene, output: string, text: string) =>
  tab.evaluate((given) => window.journey.leaveOnce(...given), [output, text, way] as const)

/**
 * All states and promises of the public API that say that something is done, in the order of a
 * viewer's journey. The others do not: `signIn`, `resume`, `retry` and `check` resolve when their
 * state is shown, and the states of a sign-in under way belong to the tab.
 */
const moments: readonly Moment[] = [
  {
    name: 'getToken() resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        void window.journey.pass.getToken().then(() => window.journey.leave(how))
      }, way),
    after: { profile: 'signed-out', registrations: 1, tokens: 1 },
  },
  {
    name: 'request() resolves, with a new token',
    leave: ({ tab, emulator, way }) => {
      emulator.revokeTokens()
      return tab.evaluate((how) => {
        const { pass, leave } = window.journey
        void pass
          .request({ path: '/api/v2/{serviceProvider}/configuration' })
          .then(() => leave(how))
      }, way)
    },
    after: { tokens: 1 },
  },
  {
    name: 'pick() resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        const { viewer, leave } = window.journey
        void viewer
          .pick({ id: 'CedarHollow', displayName: 'Cedar Hollow', logoUrl: '' })
          .then(() => leave(how))
      }, way),
    after: { picked: 'Cedar Hollow' },
  },
  {
    name: 'useSignIn shows signed-in, after a popup',
    leave: async (given) => {
      await leaveOnce(given, 'sign-in', 'signed-in')
      const { tab, emulator } = given
      const [popup] = await Promise.all([
        tab.waitForEvent('popup'),
        begin(tab, 'popup', 'CedarHollow'),
      ])
      await expectShown(tab, 'sign-in', 'popup-open')
      emulator.signIn('CedarHollow')
      await popup.close()
    },
    after: { profile: 'signed-in', mvpd: 'CedarHollow' },
  },
  {
    name: 'useSignIn shows signed-in, after a second screen',
    leave: async (given) => {
      const { tab, emulator } = given
      await leaveOnce(given, 'sign-in', 'signed-in')
      await begin(tab, 'second-screen', 'Lumenwave')
      await expectShown(tab, 'sign-in', 'second-screen')
      emulator.signIn('Lumenwave')
    },
    after: { mvpd: 'Lumenwave' },
  },
  {
    name: 'choose() resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        const { viewer, leave } = window.journey
        void viewer.choose('CedarHollow').then(() => leave(how))
      }, way),
    after: { mvpd: 'CedarHollow' },
  },
  {
    name: 'forget() resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        const { viewer, leave } = window.journey
        void viewer.forget().then(() => leave(how))
      }, way),
    after: { picked: '' },
  },
  {
    name: 'the promise of useSignOut resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        const { viewer, leave } = window.journey
        void viewer.signOut().then(() => leave(how))
      }, way),
    after: { profile: 'signed-out', mvpd: '' },
  },
  {
    name: 'useProfile shows signed-in',
    leave: async (given) => {
      await leaveOnce(given, 'profile', 'signed-in')
      // Adobe Pass already knows the viewer: the sign-in needs no login page.
      given.emulator.signIn('Lumenwave')
      await begin(given.tab, 'second-screen', 'Lumenwave')
    },
    after: { profile: 'signed-in', mvpd: 'Lumenwave' },
  },
  {
    name: 'useProfile shows signed-out',
    leave: async (given) => {
      await leaveOnce(given, 'profile', 'signed-out')
      await click(given.tab, 'Sign out')
    },
    after: { profile: 'signed-out', mvpd: '' },
  },
  {
    name: 'useProfile shows signed-in, as the server says',
    leave: async (given) => {
      await leaveOnce(given, 'profile', 'signed-in')
      given.emulator.signIn('CedarHollow')
      await click(given.tab, 'Ask again')
    },
    after: { profile: 'signed-in', mvpd: 'CedarHollow' },
  },
  {
    name: 'useProfile shows signed-out, as the server says',
    leave: async (given) => {
      await leaveOnce(given, 'profile', 'signed-out')
      given.emulator.signOutElsewhere()
      await click(given.tab, 'Ask again')
    },
    after: { profile: 'signed-out', mvpd: '' },
  },
  {
    name: 'useProfile shows signed-in again',
    leave: async (given) => {
      await leaveOnce(given, 'profile', 'signed-in')
      given.emulator.signIn('Lumenwave')
      await begin(given.tab, 'second-screen', 'Lumenwave')
    },
    after: { profile: 'signed-in', mvpd: 'Lumenwave' },
  },
  {
    name: 'reset() resolves',
    leave: ({ tab, way }) =>
      tab.evaluate((how) => {
        void window.journey.pass.reset().then(() => window.journey.leave(how))
      }, way),
    after: {
      profile: 'signed-out',
      mvpd: '',
      registrations: 1,
      tokens: 1,
    },
    startsAnew: true,
  },
]

/** Leaves a page in each of these moments. Returns the moments after which something is lost. */
async function leaveIn(
  context: TestContext,
  {
    moments: chosen = moments,
    wayAt = (index) => ways[index % ways.length],
    store,
  }: {
    readonly moments?: readonly Moment[]
    readonly wayAt?: (index: number) => WayToLeave | undefined
    readonly store?: JourneyOptions['store']
  } = {},
) {
  const {
    emulator,
    address,
    origin,
    context: browser,
    openTab,
    paths,
  } = await scene(context, {
    mvpds,
  })
  // A different host name, so that Chromium uses another process.
  const elsewhere = origin.replace('127.0.0.1', 'localhost')
  // This page sends nothing by itself.
  const opener = await openTab({ phone: true })
  /** Opens a tab by script, so that a script may close it. It runs in its own process. */
  const open = async (given: Partial<JourneyOptions> = {}) => {
    const options = { elsewhere, ...(store && { store }), ...given }
    const opened = browser.waitForEvent('page')
    await opener.evaluate((url) => void window.open(url, '_blank', 'noopener'), address(options))
    const page = await opened
    await page.waitForLoadState()
    return page
  }
  let tab = await open({ phone: true })
  let shownBefore = { profile: 'signed-out', mvpd: '', picked: '' }
  const lost: { name: string; way: string; found: Outcome; expected: Outcome }[] = []
  for (const [index, { name, leave, after, startsAnew }] of chosen.entries()) {
    const way = wayAt(index) ?? 'reload'
    const devtools = await browser.newCDPSession(tab)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const from = paths().length
    const left = way === 'close' ? tab.waitForEvent('close') : tab.waitForEvent('load')
    await Promise.all([left, leave({ tab, emulator, way })])
    if (way !== 'reload' || index === 0) {
      await tab.close()
      tab = await open()
    }
    await expectShown(tab, 'profile', 'signed-.*')
    const now = {
      profile: await shown(tab, 'profile'),
      mvpd: await shown(tab, 'mvpd'),
      picked: await shown(tab, 'picked'),
    }
    const calls = paths().slice(from)
    const count = (path: string) => {
      const times = calls.filter((called) => called === path).length
      return startsAnew ? Math.min(times, 1) : times
    }
    const found: Outcome = {
      ...now,
      registrations: count('/o/client/register'),
      tokens: count('/o/client/token'),
      questions: now.profile === 'signed-in' ? await askedSinceLeft(tab) : [],
    }
    const nothing = { registrations: 0, tokens: 0, questions: [] }
    const expected: Outcome = { ...shownBefore, ...nothing, ...after }
    if (!isDeepStrictEqual(found, expected)) lost.push({ name, way, found, expected })
    shownBefore = now
    if (index === 0) await writeOn(await openTab())
  }
  return lost
}

/** The calls for the profiles from all pages of the browser, since one of them was left. */
async function askedSinceLeft(tab: Page) {
  const sent = (await tab.evaluate(() => window.journey.sent())).map(({ path }) => path)
  return questions(sent.slice(sent.lastIndexOf('left')))
}

/** Makes a tab write the viewer's record again and again, without a change. */
async function writeOn(tab: Page) {
  await expectShown(tab, 'profile', 'signed-out')
  await tab.evaluate(() => {
    const writeAgain = async () => {
      await window.journey.viewer.choose('Nobody')
      await window.journey.pass.getToken()
      setTimeout(writeAgain, 5)
    }
    void writeAgain()
  })
}

/** How often each moment is tested in each way. Default: once, in one way. */
const rounds = Number(process.env['LEAVING_ROUNDS'] ?? 0)

describe('a page that is left at once while another tab writes', () => {
  test.for(Array.from({ length: rounds * ways.length || 1 }, (_, round) => ({ round })))(
    'loses nothing that was reported as done, round $round',
    async ({ round }, context) => {
      const wayAt = (index: number) => ways[(index + round) % ways.length]
      const { expect } = context
      expect(await leaveIn(context, { wayAt })).toEqual([])
    },
  )

  test('is found to lose what the store reports as written too early', async (context) => {
    const { expect } = context
    const names = ['getToken() resolves', 'pick() resolves', 'useProfile shows signed-in']
    const lost = await leaveIn(context, {
      moments: moments.filter(({ name }) => names.includes(name)),
      store: 'hasty',
    })
    expect(lost).toMatchObject([
      { name: names[0], found: { registrations: 2 } },
      { name: names[1], found: { picked: '' } },
      { name: names[2], found: { profile: 'signed-out' } },
    ])
  })
})
