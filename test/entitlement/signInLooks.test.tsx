import { useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it, vi } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, type Page, reach, type Status } from './signInPage.ts'
import {
  elapse,
  emulator,
  holding,
  jump,
  kept,
  logIn,
  renderJourney,
  setVisibility,
} from './testbed.tsx'

const MINUTE = 60_000

/** ms between one poll and the next. */
const gaps = (looks: readonly number[]) => looks.slice(1).map((at, i) => at - (looks[i] ?? 0))

/** Expects at least `least` polls, and at least 3 s between one and the next. */
function expectPace(looks: readonly number[], least: number) {
  expect(looks.length).toBeGreaterThanOrEqual(least)
  expect(Math.min(...gaps(looks))).toBeGreaterThanOrEqual(3_000)
}

const polling = ['popup-blocked', 'popup-closed', 'second-screen'] as const
const silent = [
  'idle',
  'starting',
  'needs-parameters',
  'popup-open',
  'redirecting',
  'not-signed-in',
  'expired',
  'signed-in',
  'error',
] as const satisfies readonly Status[]

/** Signs in at the url of the state, regardless of the popup. */
const logInThere = (page: Page) => {
  const { now } = page
  if (!now.url) throw new Error('The state has no url')
  return logIn(now.url)
}

describe.each(polling)('%s', (status) => {
  it('polls every 3 to 5 s', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(3 * MINUTE)
    expect(page.status).toBe(status)
    expectPace(page.looks(), 36)
    expect(Math.max(...gaps(page.looks()))).toBeLessThanOrEqual(5_000)
  })

  it('becomes signed-in once the viewer is found, and stops polling', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    await logInThere(page)
    await elapse(5_000)
    expect(page.now).toMatchObject({
      status: 'signed-in',
      mvpd,
      profile: { issuer: mvpd, type: 'regular' },
    })
    const { length } = page.looks()
    await elapse(MINUTE)
    expect(page.looks()).toHaveLength(length)
    expect(kept()).toBe('null')
  })

  it.each(['network', '500', '429', 'html', 'empty', 'truncated', 'network_connection_timeout'])(
    'continues after polls that fail with %s, and no faster',
    async (what) => {
      const page = await openPage()
      await reach[status](page)
      emulator.fail(what, { on: 'api', times: 20 })
      await elapse(3 * MINUTE)
      expect(page.status).toBe(status)
      expectPace(page.looks(), 25)
      await logInThere(page)
      await elapse(10_000)
      expect(page.status).toBe('signed-in')
    },
  )

  it.each([
    [403, '<h1>Forbidden</h1>'],
    [404, ''],
    [407, '<h1>Proxy Authentication Required</h1>'],
    [451, '<h1>Unavailable</h1>'],
    [400, '{"message":"no code in it"}'],
    [404, '{"code":404}'],
    [200, '{"profiles":[]}'],
    [200, 'null'],
    [302, ''],
  ])('continues if the edge answers a poll with %i %s', async (code, body) => {
    const edge = { isBroken: false }
    const page = await openPage({
      fetch: async (input, init) =>
        edge.isBroken && typeof input === 'string' && input.includes('/profiles/code/')
          ? new Response(body, { status: code, headers: { 'content-type': 'text/html' } })
          : emulator.fetch(input, init),
    })
    await reach[status](page)
    edge.isBroken = true
    await elapse(MINUTE)
    expect(page.status).toBe(status)
    edge.isBroken = false
    await logInThere(page)
    await elapse(10_000)
    expect(page.status).toBe('signed-in')
  })

  it('continues after a poll that gets no response', async () => {
    const page = await openPage()
    await reach[status](page)
    emulator.fail('hang', { on: 'api' })
    await elapse(MINUTE)
    expect(page.status).toBe(status)
    expectPace(page.looks(), 8)
  })

  it.each(['invalid_authentication_session', 'invalid_parameter_code'])(
    'becomes expired if the server answers %s',
    async (code) => {
      const page = await openPage()
      await reach[status](page)
      await elapse(10_000)
      emulator.fail(code, { on: 'api' })
      await elapse(5_000)
      expect(page.status).toBe('expired')
      const { length } = page.looks()
      await elapse(MINUTE)
      expect(page.looks()).toHaveLength(length)
    },
  )

  it('becomes expired when the lifetime from the server is over', async () => {
    const page = await openPage()
    await reach[status](page)
    await jump(1_790_000)
    expect(page.status).toBe(status)
    await elapse(12_000)
    expect(page.status).toBe('expired')
  })

  it('fails with a refusal that later polls would not change', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    emulator.fail('temporary_access_resources_limit_exceeded', { on: 'api' })
    await elapse(5_000)
    expect(page.now).toMatchObject({
      status: 'error',
      error: { name: 'PassApiError', code: 'temporary_access_resources_limit_exceeded' },
    })
    const { length } = page.looks()
    await elapse(MINUTE)
    expect(page.looks()).toHaveLength(length)
  })

  it('polls at the same pace for two components', async () => {
    const page = await openPage()
    await reach[status](page)
    const both = await renderJourney(() => [useSignIn(), useSignIn()] as const, {
      pass: page.pass,
    })
    await elapse(2 * MINUTE)
    expect(both.now.map(({ status }) => status)).toEqual([status, status])
    expectPace(page.looks(), 24)
  })

  it('does not poll while the page is hidden, and polls at once when it is shown', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    setVisibility('hidden')
    await elapse(0)
    const { length } = page.looks()
    await elapse(MINUTE)
    expect(page.looks()).toHaveLength(length)
    setVisibility('visible')
    await elapse(100)
    expect(page.looks()).toHaveLength(length + 1)
  })

  it('polls no faster if the page is hidden and shown repeatedly', async () => {
    const page = await openPage()
    await reach[status](page)
    for (let i = 0; i < 60; i++) {
      setVisibility(i % 2 ? 'visible' : 'hidden')
      await elapse(500)
    }
    expectPace(page.looks(), 5)
  })

  it('polls only while a component is mounted, and no faster after many remounts', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    page.unmount()
    const { length } = page.looks()
    await elapse(MINUTE)
    expect(page.looks()).toHaveLength(length)
    for (let i = 0; i < 20; i++) {
      await page.mount()
      await elapse(500)
      page.unmount()
    }
    expectPace(page.looks(), length + 2)
  })

  it('polls no faster if the tab is reloaded repeatedly', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    let next = await page.reload()
    for (let i = 0; i < 10; i++) {
      await elapse(1_500)
      next = await next.reload()
    }
    expect(next.now.status).toBe(status === 'popup-blocked' ? 'popup-closed' : status)
    expectPace(page.looks(), 5)
  })

  it('polls no faster if sessions are started repeatedly', async () => {
    const page = await openPage()
    for (let i = 0; i < 10; i++) {
      await reach[status](page)
      await elapse(1_500)
    }
    expectPace(page.looks(), 4)
  })

  it('continues if the clock of the device is set back', async () => {
    const page = await openPage()
    await reach[status](page)
    await elapse(10_000)
    const before = page.looks().length
    vi.setSystemTime(Date.now() - 3_600_000)
    setVisibility('hidden')
    setVisibility('visible')
    await elapse(MINUTE)
    expect(page.looks().length - before).toBeGreaterThan(10)
  })
})

describe.each(silent)('%s', (status) => {
  it('does not poll', async () => {
    const page = await openPage()
    await reach[status](page)
    const { length } = page.looks()
    await elapse(12_000)
    expect(page.status).toBe(status)
    expect(page.looks()).toHaveLength(length)
  })
})

describe('checking', () => {
  it('polls three times, every 3 to 5 s, and becomes not-signed-in', async () => {
    const page = await openPage()
    await inPopup(page)
    await comeBack(page, 'cancel')
    expect(page.status).toBe('checking')
    expect(page.popup.closed).toBe(true)
    await elapse(6_000)
    expect(page.status).toBe('checking')
    await elapse(4_000)
    expect(page.status).toBe('not-signed-in')
    await elapse(MINUTE)
    expectPace(page.looks(), 3)
    expect(page.looks()).toHaveLength(3)
  })

  it('finds the viewer at once', async () => {
    const page = await openPage()
    await inPopup(page)
    await comeBack(page)
    expect(page.status).toBe('signed-in')
    expect(page.looks()).toHaveLength(1)
  })

  it('finds a viewer whose profile appears a little later', async () => {
    const page = await openPage()
    await inPopup(page)
    await comeBack(page, 'cancel')
    await logIn(page.popup.visited[0] ?? '')
    await elapse(4_100)
    expect(page.status).toBe('signed-in')
  })

  it.each(['network', '500', '429', 'html'])(
    'does not count a poll that fails with %s',
    async (what) => {
      const page = await openPage()
      await inPopup(page)
      emulator.fail(what, { on: 'api', times: 5 })
      page.popup.at = location.href
      await elapse(25_000)
      expect(page.status).toBe('checking')
      await elapse(15_000)
      expect(page.status).toBe('not-signed-in')
      expectPace(page.looks(), 8)
    },
  )
})

describe('checking, while the page is hidden or no component is mounted', () => {
  const leave = {
    hidden: () => setVisibility('hidden'),
    'not mounted': ({ unmount }: Page) => unmount(),
  }

  it.each(['hidden', 'not mounted'] as const)(
    'finds the viewer after the popup is back: %s',
    async (how) => {
      const page = await openPage()
      await inPopup(page)
      leave[how](page)
      await elapse(5_000)
      expect(page.popup.closed).toBe(false)
      await comeBack(page)
      expect(page.popup.closed).toBe(true)
      expect(page.looks()).toHaveLength(1)
      setVisibility('visible')
      if (how === 'not mounted') await page.mount()
      expect(page.status).toBe('signed-in')
    },
  )

  it.each(['hidden', 'not mounted'] as const)(
    'polls three times whatever the responses, and continues when shown and mounted again: %s',
    async (how) => {
      const page = await openPage()
      await inPopup(page)
      leave[how](page)
      const back = await logIn(page.popup.visited[0] ?? '')
      emulator.fail('network', { on: 'api', times: 3 })
      page.popup.at = back ?? undefined
      await elapse(MINUTE)
      expect(page.looks()).toHaveLength(3)
      setVisibility('visible')
      if (how === 'not mounted') await page.mount()
      await elapse(2_000)
      expect(page.looks()).toHaveLength(4)
      expect(page.status).toBe('signed-in')
    },
  )
})

it('does not poll when an earlier poll ends while the popup is open again', async () => {
  const { fetch, letGo } = holding('/profiles/code/')
  const page = await openPage({ fetch })
  await reach['popup-closed'](page)
  await elapse(1_000)
  await page.click(({ retry }) => retry())
  await letGo()
  await elapse(MINUTE)
  expect(page.status).toBe('popup-open')
  expect(page.looks()).toHaveLength(1)
})

it('uses the profile that an earlier poll finds, although the popup is open again', async () => {
  const { fetch, letGo } = holding('/profiles/code/')
  const page = await openPage({ fetch })
  await inPopup(page)
  await logIn(page.popup.visited[0] ?? '')
  page.popup.closed = true
  await elapse(2_000)
  await page.click(({ retry }) => retry())
  expect(page.status).toBe('popup-open')
  await letGo()
  expect(page.status).toBe('signed-in')
  expect(page.popup.closed).toBe(true)
})

it('ignores the profile of an earlier session once another one has started', async () => {
  const { fetch, letGo } = holding('/profiles/code/')
  const page = await openPage({ fetch })
  await inPopup(page)
  await logIn(page.popup.visited[0] ?? '')
  page.popup.closed = true
  await elapse(2_000)
  await page.click(({ signIn }) => signIn({ mvpd: 'CedarHollow' }))
  await letGo()
  await elapse(10_000)
  expect(page.status).toBe('popup-open')
})
