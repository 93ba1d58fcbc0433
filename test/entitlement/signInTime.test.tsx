import { memoryStore } from 'react-adobe-pass'
import { useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it, vi } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, type Page, reach } from './signInPage.ts'
import { elapse, emulator, kept, logIn, renderJourney, setVisibility } from './testbed.tsx'

const MINUTE = 60_000
const DAY = 86_400_000

/** Sets the clock of this device but not that of the server. */
function setClock(ms: number) {
  vi.setSystemTime(Date.now() + ms)
  emulator.advance(-ms)
}

const shown = ({ now }: Page) => {
  if (now.status !== 'second-screen') throw new Error(now.status)
  return now
}

const logInThere = ({ now }: Page) => logIn(now.url ?? '')

describe('a clock that is set', () => {
  it.each([
    ['ahead', DAY],
    ['back', -DAY],
  ])('a day %s changes nothing for a code that is shown', async (_, ms) => {
    const page = await openPage()
    await reach['second-screen'](page)
    await elapse(10 * MINUTE)
    const { code } = shown(page)
    setClock(ms)
    await elapse(MINUTE)
    expect(shown(page)).toMatchObject({ code })
    expect(shown(page).secondsLeft).toBeGreaterThan(19 * 60 - 10)
    expect(shown(page).secondsLeft).toBeLessThan(19 * 60 + 10)
    // `notAfter` follows the changed clock.
    expect(Math.abs(shown(page).notAfter - Date.now() - 19 * MINUTE)).toBeLessThan(10_000)
    await logInThere(page)
    await elapse(5_000)
    expect(page.status).toBe('signed-in')
  })

  it.each(['popup-open', 'needs-parameters', 'not-signed-in'] as const)(
    'ahead causes one poll in state %s, and the code stays valid',
    async (status) => {
      const page = await openPage()
      await reach[status](page)
      await elapse(5_000)
      const { length } = page.looks()
      setClock(DAY)
      await elapse(MINUTE)
      expect(page.status).toBe(status)
      expect(page.looks()).toHaveLength(length + 1)
      if (status !== 'popup-open') return
      await comeBack(page)
      await elapse(4_000)
      expect(page.status).toBe('signed-in')
    },
  )

  it('back before a reload does not extend the code', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    await elapse(10 * MINUTE)
    setClock(-DAY)
    await elapse(2_000)
    const next = await page.reload()
    await elapse(2_000)
    expect(shown(next as Page).secondsLeft).toBeLessThanOrEqual(20 * 60)
  })

  it('back while no page was open does not extend the code beyond its full lifetime', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    page.unmount()
    setClock(-DAY)
    const next = await page.reload()
    expect(shown(next as Page).secondsLeft).toBeLessThanOrEqual(30 * 60)
  })
})

describe('the end of a code', () => {
  it.each([
    ['popup-open', 1],
    ['not-signed-in', 1],
    ['popup-closed', 17],
    ['second-screen', 17],
  ] as const)('in state %s: about %i polls at the end, then expired', async (status, looks) => {
    const page = await openPage()
    await reach[status](page)
    // The server still knows the code, and nobody has signed in.
    emulator.advance(-MINUTE)
    await elapse(29 * MINUTE)
    expect(page.status).toBe(status)
    const { length } = page.looks()
    await elapse(MINUTE + 10_000)
    expect(page.status).toBe('expired')
    expect(Math.abs(page.looks().length - length - looks)).toBeLessThan(looks / 4)
    expect(page.popup.closed).toBe(status !== 'second-screen')
    expect(kept()).toBe('null')
  })

  it('finds a viewer who signs in at the last moment', async () => {
    const page = await openPage()
    await inPopup(page)
    emulator.advance(-MINUTE)
    await elapse(29 * MINUTE)
    await logIn(page.popup.visited[0] ?? '')
    await elapse(MINUTE + 10_000)
    expect(page.status).toBe('signed-in')
  })

  it.each(['network', 'html'])('leads to expired if the last poll fails with %s', async (what) => {
    const page = await openPage()
    await inPopup(page)
    await elapse(29 * MINUTE)
    emulator.fail(what, { on: 'api', times: 5 })
    await elapse(MINUTE + 10_000)
    expect(page.status).toBe('expired')
    expect(page.looks()).toHaveLength(1)
  })

  it('waits while the page is hidden, because the viewer may be about to come back', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    setVisibility('hidden')
    await elapse(40 * MINUTE)
    expect(page.status).toBe('second-screen')
    setVisibility('visible')
    await elapse(100)
    expect(page.status).toBe('expired')
  })
})

it('shows a code that the server gave no end, also after a reload', async () => {
  const page = await openPage({
    fetch: async (input, init) => {
      const answer = await emulator.fetch(input, init)
      if (!(typeof input === 'string' && input.endsWith('/sessions'))) return answer
      const { notBefore: _, notAfter: __, ...session } = Object(await answer.json())
      return Response.json(session)
    },
  })
  await reach['second-screen'](page)
  expect(shown(page).secondsLeft).toBe(Infinity)
  const next = await page.reload()
  expect(shown(next as Page)).toMatchObject({ code: shown(page).code, secondsLeft: Infinity })
})

describe('two tabs with one session', () => {
  /** ms between one poll and the next. */
  const gaps = (looks: readonly number[]) => looks.slice(1).map((at, i) => at - (looks[i] ?? 0))

  /** A tab that shows a code, and its duplicate, which starts with a copy of the session. */
  async function duplicated() {
    const first = await openPage({ store: memoryStore() })
    await reach['second-screen'](first)
    await elapse(2_000)
    const second = await renderJourney(useSignIn, { ...first.options })
    return { first, second }
  }

  it('poll at the pace of one tab, and both find the viewer', async () => {
    const { first, second } = await duplicated()
    expect(second.now).toMatchObject({ status: 'second-screen', code: shown(first).code })
    await elapse(2 * MINUTE)
    const looks = first.looks()
    expect(Math.min(...gaps(looks))).toBeGreaterThanOrEqual(4_000)
    expect(Math.max(...gaps(looks))).toBeLessThanOrEqual(5_100)
    await logInThere(first)
    await elapse(12_000)
    expect([first.status, second.now.status]).toEqual(['signed-in', 'signed-in'])
    expect(Math.min(...gaps(first.looks()))).toBeGreaterThanOrEqual(4_000)
  })

  it('share their pace in a text of only the recent polls, without the code', async () => {
    const { first } = await duplicated()
    await elapse(MINUTE)
    await first.click(({ retry }) => retry())
    await elapse(10_000)
    const texts = Object.entries(localStorage).filter(([key]) => key.endsWith(':looks'))
    const text = texts.map(([, value]) => value).find((value) => value !== '{}') ?? ''
    expect(text).not.toContain(shown(first).code)
    expect(Object.keys(JSON.parse(text)).length).toBeLessThanOrEqual(2)
  })

  it('poll independently if localStorage is forbidden', async () => {
    for (const name of ['getItem', 'setItem', 'removeItem'] as const) {
      const real = Storage.prototype[name]
      vi.spyOn(Storage.prototype, name).mockImplementation(function (
        this: Storage,
        ...given: unknown[]
      ) {
        if (this === localStorage) throw new DOMException('no', 'SecurityError')
        return Reflect.apply(real, this, given)
      })
    }
    const { first, second } = await duplicated()
    await elapse(MINUTE)
    expect(first.status).toBe('second-screen')
    expect(second.now.status).toBe('second-screen')
    expect(first.looks().length).toBeGreaterThan(20)
  })

  it.each(['x', '{', '5', 'null', '{"a":"b"}', '{"a":1e99}'])(
    'continue if the text that they share is %s',
    async (garbage) => {
      const { first } = await duplicated()
      const key = Object.keys(localStorage).find((name) => name.endsWith(':looks')) ?? ''
      localStorage.setItem(key, garbage)
      const before = first.looks().length
      await elapse(10_000)
      expect(first.looks().length).toBeGreaterThanOrEqual(before + 2)
    },
  )
})

it('signs in even if the page has no monotonic clock', async () => {
  const page = await openPage()
  vi.stubGlobal('performance', undefined)
  await inPopup(page)
  await comeBack(page)
  vi.unstubAllGlobals()
  expect(page.now).toMatchObject({ status: 'signed-in', mvpd })
})
