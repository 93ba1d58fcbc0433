import { memoryStore } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { useAuthorize, useMvpds, useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, reach, type Status } from './signInPage.ts'
import {
  answering,
  elapse,
  emulator,
  holding,
  json,
  jump,
  kept,
  logIn,
  renderJourney,
  settle,
  setVisibility,
  slowStore,
  stubPopup,
} from './testbed.tsx'

const DAY = 86_400_000

const useAll = () => ({ signIn: useSignIn(), profile: useProfile(), authorize: useAuthorize() })

/** A page whose session requests get a response made from `answer`. */
const answered = (answer: Record<string, unknown>, rest?: typeof fetch) =>
  openPage({
    fetch: answering(
      '/sessions',
      () =>
        json({
          actionName: 'authenticate',
          actionType: 'interactive',
          reasonType: 'none',
          code: 'ABCDEFG',
          sessionId: 'x',
          serviceProvider: 'REF30',
          notBefore: String(Date.now()),
          notAfter: String(Date.now() + 1_800_000),
          ...answer,
        }),
      rest,
    ),
  })

/** The remaining seconds of the code, as the page shows them. */
const secondsLeft = ({ now }: Awaited<ReturnType<typeof openPage>>) =>
  'secondsLeft' in now ? now.secondsLeft : undefined

it('goes from signed out to a media token', async () => {
  const { popup } = stubPopup()
  const page = await renderJourney(useAll)
  expect(page.now.profile.status).toBe('signed-out')

  await page.click(({ signIn }) => signIn.signIn({ mvpd }))
  expect(page.now.signIn.status).toBe('popup-open')
  popup.at = (await logIn(popup.visited[0] ?? '')) ?? undefined
  const before = page.paths().length
  await elapse(1_000)
  expect(page.now.signIn).toMatchObject({ status: 'signed-in', mvpd })
  expect(page.now.profile).toMatchObject({ status: 'signed-in', profile: { mvpd } })
  expect(popup.closed).toBe(true)
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.data).toMatchObject({ authorized: true, token: {} })
  expect(page.paths().slice(before)).toEqual([
    expect.stringMatching(/^\/profiles\/code\/[A-Z0-9]{7}$/),
    `/decisions/authorize/${mvpd}`,
  ])
  expect(emulator.log.filter(({ status }) => status >= 400)).toEqual([])
})

it('returns the same functions on every render and in every component', async () => {
  const page = await renderJourney(() => [useSignIn(), useSignIn()] as const)
  const { signIn, resume, retry, cancel } = page.now[0]
  await page.click(([first]) => first.signIn({ mvpd, screen: 'second-screen' }))
  expect(page.now[0]).toMatchObject({ signIn, resume, retry, cancel, status: 'second-screen' })
  expect(page.now[1]).toEqual(page.now[0])
})

it('a resumed session keeps its code if the response contains none', async () => {
  const { popup } = stubPopup()
  const session = { actionName: 'authenticate', code: 'ABCDEFG' }
  const page = await renderJourney(useSignIn, {
    fetch: answering(
      '/sessions/ABCDEFG',
      () => json({ ...session, code: undefined, url: '/authenticate' }),
      answering('/sessions', () => json({ ...session, missingParameters: ['mvpd'] })),
    ),
  })
  await page.click(({ signIn }) => signIn())
  await page.click(({ resume }) => resume({ mvpd }))
  expect(page.now.status).toBe('popup-open')
  expect(popup.visited).toEqual([`${page.pass.origin}/authenticate`])
})

it.each([
  ['has no notBefore and a notAfter in the past', { notBefore: undefined }],
  ['ends before it starts', { notBefore: String(Date.now() + DAY) }],
])('a session that %s does not expire until the server says so', async (_, times) => {
  const past = String(Date.now() - DAY)
  const page = await answered(
    { notAfter: past, url: '/authenticate', ...times },
    answering('/profiles/code/ABCDEFG', () => json({ profiles: {} })),
  )
  await page.click(({ signIn }) => signIn({ mvpd, screen: 'second-screen' }))
  await elapse(60_000)
  expect(page.status).toBe('second-screen')
})

describe('signIn', () => {
  it('sends the host name of the page and its URL without the fragment', async () => {
    history.pushState(null, '', '/watch?channel=1#top')
    onTestFinished(() => history.pushState(null, '', '/'))
    const page = await openPage()
    await inPopup(page)
    expect(page.asked).toEqual([
      { mvpd, domainName: 'localhost', redirectUrl: `${location.origin}/watch?channel=1` },
    ])
  })

  it('sends the given domainName and redirectUrl', async () => {
    const page = await openPage()
    const given = { mvpd, domainName: 'example.com', redirectUrl: 'https://example.com/back' }
    await page.click(({ signIn }) => signIn(given))
    expect(page.asked).toEqual([given])
  })

  it('sends no redirectUrl for a second screen unless one is given', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ screen: 'second-screen' }))
    await page.click(({ signIn }) =>
      signIn({ screen: 'second-screen', redirectUrl: 'https://example.com/' }),
    )
    expect(page.asked).toEqual([
      { domainName: 'localhost' },
      { domainName: 'localhost', redirectUrl: 'https://example.com/' },
    ])
  })

  it('opens the popup during the click, and none for other screens', async () => {
    const page = await openPage()
    page.hold()
    await page.click(({ signIn }) => {
      signIn({ mvpd })
      expect(page.open).toHaveBeenCalledOnce()
    })
    expect(page.status).toBe('starting')
    await page.release()
    expect(page.status).toBe('popup-open')
    await page.click(({ signIn }) => signIn({ mvpd, screen: 'second-screen' }))
    await page.click(({ signIn }) => signIn({ mvpd, screen: 'redirect', navigate: page.navigate }))
    expect(page.open).toHaveBeenCalledOnce()
    expect(page.popup.closed).toBe(true)
  })

  it.each([
    ['/api/v2/authenticate/REF30/ABCDEFG', '/api/v2/authenticate/REF30/ABCDEFG'],
    ['https://sp.auth.adobe.com/x?y=1', 'https://sp.auth.adobe.com/x?y=1'],
    ['//sp.auth.adobe.com/x', 'https://sp.auth.adobe.com/x'],
  ])('opens the login URL %s', async (url, expected) => {
    const page = await answered({ url })
    await inPopup(page)
    const absolute = new URL(expected, page.pass.origin).href
    expect(page.now).toMatchObject({ status: 'popup-open', url: absolute })
    expect(page.popup.visited).toEqual([absolute])
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'blob:https://x/1', 'http://['])(
    'refuses to open %s',
    async (url) => {
      const page = await answered({ url })
      await inPopup(page)
      expect(page.now).toMatchObject({ status: 'error', error: { name: 'PassResponseError' } })
      expect(page.popup).toMatchObject({ visited: [], closed: true })
    },
  )

  it.each([
    ['url', undefined],
    ['url', ''],
    ['code', undefined],
  ])('fails if the response has no %s', async (field, value) => {
    const page = await answered({ url: '/x', [field]: value })
    await inPopup(page)
    expect(page.now).toMatchObject({ status: 'error', error: { name: 'PassResponseError' } })
    expect(page.popup.closed).toBe(true)
  })

  it('accepts an unknown action if the response has a url and a code', async () => {
    const page = await answered({ actionName: 'levitate', actionType: 'later', url: '/x' })
    await inPopup(page)
    expect(page.status).toBe('popup-open')
  })

  it.each(['redirectUrl', 'activationUrl'])(
    'fails before any request if %s is not a URL',
    async (name) => {
      const page = await openPage()
      const before = page.paths().length
      await page.click(({ signIn }) => signIn({ mvpd, [name]: 'http://[' }))
      expect(page.now).toMatchObject({
        status: 'error',
        error: { name: 'PassConfigurationError', message: expect.stringContaining(name) },
      })
      expect(page.popup.closed).toBe(true)
      expect(page.paths()).toHaveLength(before)
    },
  )

  it.each([
    ['invalid_parameter_mvpd', 'PassApiError'],
    ['network', 'PassNetworkError'],
    ['500', 'PassApiError'],
    ['html', 'PassResponseError'],
  ])('fails without an automatic retry if the first request fails with %s', async (what, name) => {
    const page = await openPage()
    emulator.fail(what, { on: 'api' })
    await inPopup(page)
    await elapse(5_000)
    expect(page.now).toMatchObject({ status: 'error', error: { name } })
    expect(page.asked).toHaveLength(1)
    expect(page.popup.closed).toBe(true)
    await page.click(({ retry }) => retry())
    await elapse(2_000)
    expect(page.status).toBe('popup-open')
  })

  it('every action returns undefined and does not throw', async () => {
    const page = await openPage()
    const returned: unknown[] = []
    emulator.fail('invalid_integration')
    await page.click(({ signIn }) => returned.push(signIn({ mvpd })))
    await page.click(({ signIn }) => returned.push(signIn({ mvpd, redirectUrl: 'http://[' })))
    await page.click(({ resume }) => returned.push(resume({})))
    await page.click(({ retry }) => returned.push(retry()))
    await page.click(({ cancel }) => returned.push(cancel()))
    expect(returned).toEqual(Array(5).fill(undefined))
  })

  it('resolves URLs relative to the page', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd, redirectUrl: '/back?x=1' }))
    expect(page.asked).toMatchObject([{ redirectUrl: `${location.origin}/back?x=1` }])
    await page.click(({ signIn }) => signIn({ screen: 'second-screen', activationUrl: 'activate' }))
    const { code, url } = page.now
    expect(url).toBe(`${new URL('activate', location.href)}?code=${code}`)
  })

  it('sends an absolute URL unchanged', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd, redirectUrl: 'https://tv.example' }))
    expect(page.asked).toMatchObject([{ redirectUrl: 'https://tv.example' }])
  })

  it('does not navigate with `navigate: false`: the application opens the url', async () => {
    const page = await openPage()
    const before = location.href
    await page.click(({ signIn }) => signIn({ mvpd, screen: 'redirect', navigate: false }))
    expect(page.now).toMatchObject({ status: 'redirecting', isPending: true })
    expect(location.href).toBe(before)
    await logIn(page.now.url ?? '')
    setVisibility('hidden')
    setVisibility('visible')
    await elapse(5_000)
    expect(page.status).toBe('signed-in')
  })

  it.each(Object.keys(reach) as Status[])(
    'isPending tells whether a response, a popup or a redirect is pending in state %s',
    async (status) => {
      const page = await openPage()
      await reach[status](page)
      const isPending = ['starting', 'popup-open', 'redirecting', 'checking'].includes(status)
      expect(page.now).toMatchObject({ status, isPending })
    },
  )

  it('returns the same actions and state objects on every render', async () => {
    const page = await openPage()
    const before = page.now
    await inPopup(page)
    const { signIn, resume, retry, cancel } = page.now
    expect({ signIn, resume, retry, cancel }).toEqual({
      signIn: before.signIn,
      resume: before.resume,
      retry: before.retry,
      cancel: before.cancel,
    })
    await comeBack(page)
    const { profile } = page.now
    expect(profile).toBeDefined()
    page.rerender()
    expect(page.now.profile).toBe(profile)
  })

  it('replaces an earlier sign-in and ignores its late response', async () => {
    const page = await openPage()
    page.hold()
    await inPopup(page)
    await page.click(({ signIn }) => signIn({ mvpd: 'CedarHollow', screen: 'second-screen' }))
    const { now } = page
    expect(now.status).toBe('second-screen')
    await page.release()
    expect(page.now).toMatchObject({ code: now.code, status: 'second-screen' })
    expect(page.popup).toMatchObject({ visited: [], closed: true })
  })

  it('ends with cancel(): a late response is ignored', async () => {
    const page = await openPage()
    page.hold()
    await inPopup(page)
    await page.click(({ cancel }) => cancel())
    expect(page.popup.closed).toBe(true)
    await page.release()
    expect(page.status).toBe('idle')
    expect(page.popup.visited).toEqual([])
    expect(kept()).toBe('null')
  })
})

describe('a sign-in without a login page', () => {
  it('succeeds if the viewer is already signed in', async () => {
    const page = await openPage()
    emulator.signIn(mvpd)
    await inPopup(page)
    expect(page.now).toMatchObject({ status: 'signed-in', mvpd, profile: { type: 'regular' } })
    expect(page.popup).toMatchObject({ visited: [], closed: true })
    expect(page.looks()).toEqual([])
  })

  it('succeeds with a TempPass', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd: 'FreePreview' }))
    expect(page.now).toMatchObject({
      status: 'signed-in',
      mvpd: 'FreePreview',
      profile: { type: 'temporary' },
    })
  })

  it('fails with the code of the server if the TempPass is used up', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd: 'FreePreview' }))
    emulator.advance(2 * 3_600_000 + 1)
    await page.click(({ signIn }) => signIn({ mvpd: 'FreePreview' }))
    expect(page.now).toMatchObject({
      status: 'error',
      error: { code: 'temporary_access_duration_limit_exceeded', action: 'authentication' },
    })
  })

  it('fails with the code of the server if a promotional TempPass gets no identity', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd: 'SummerPass' }))
    expect(page.now).toMatchObject({
      status: 'error',
      error: { code: 'invalid_header_identity_for_temporary_access' },
    })
  })

  it('succeeds with an MVPD whose authentication is degraded', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ mvpd: 'Saltmarsh' }))
    expect(page.now).toMatchObject({ status: 'signed-in', profile: { type: 'degraded' } })
  })

  it('succeeds without a profile, and the viewer can be authorized', async () => {
    stubPopup()
    const page = await renderJourney(useAll, {
      fetch: answering('/profiles/Saltmarsh', () => json({ profiles: {} })),
    })
    await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Saltmarsh' }))
    expect(page.now.signIn).toMatchObject({
      status: 'signed-in',
      mvpd: 'Saltmarsh',
      profile: undefined,
    })
    await page.click(({ authorize }) => authorize.mutate('channel-1'))
    expect(page.now.authorize.data).toMatchObject({ authorized: true, mvpd: 'Saltmarsh' })
  })
})

describe('missing parameters', () => {
  it.each(['domainName', 'domain'] as const)(
    'are listed, and sent with resume(), if the server calls the domain %s',
    async (domainParameter) => {
      const other = createPassEmulator({ throttle: false, domainParameter })
      const page = await openPage({
        fetch: other.fetch,
        softwareStatement: await other.softwareStatement(),
      })
      await page.click(({ signIn }) => signIn({ domainName: '' }))
      expect(page.now).toMatchObject({
        status: 'needs-parameters',
        missingParameters: ['mvpd', 'domainName'],
        code: expect.stringMatching(/^[A-Z0-9]{7}$/),
      })
      expect(page.popup.closed).toBe(true)
      await page.click(({ resume }) => resume({ mvpd }))
      expect(page.now).toMatchObject({
        status: 'needs-parameters',
        missingParameters: ['domainName'],
      })
      await page.click(({ resume }) => resume({ domainName: 'localhost' }))
      expect(page.status).toBe('popup-open')
      expect(page.open).toHaveBeenCalledTimes(3)
      expect(page.popup.visited).toHaveLength(1)
    },
  )

  it('are sent without a new session', async () => {
    const page = await openPage()
    await reach['needs-parameters'](page)
    await page.click(({ resume }) => resume({ mvpd }))
    expect(page.asked).toHaveLength(1)
    await comeBack(page)
    expect(page.now).toMatchObject({ status: 'signed-in', mvpd })
  })

  it('fail with the error of the server if it rejects a given parameter', async () => {
    const page = await openPage()
    await reach['needs-parameters'](page)
    await page.click(({ resume }) => resume({ mvpd: 'Nobody' }))
    expect(page.now).toMatchObject({ status: 'error', error: { code: 'invalid_parameter_mvpd' } })
  })

  it('fail before any request if the given redirectUrl is not a URL', async () => {
    const page = await openPage()
    await reach['needs-parameters'](page)
    const before = page.paths().length
    await page.click(({ resume }) => resume({ mvpd, redirectUrl: 'http://[' }))
    expect(page.now).toMatchObject({ status: 'error', error: { name: 'PassConfigurationError' } })
    expect(page.paths()).toHaveLength(before)
  })

  it.each(['network', '500', 'html'])(
    'are sent again with the same code after %s',
    async (what) => {
      const page = await openPage()
      await reach['needs-parameters'](page)
      const { code = '' } = page.now
      emulator.fail(what, { on: 'api' })
      await page.click(({ resume }) => resume({ mvpd }))
      expect(page.status).toBe('error')
      await page.click(({ retry }) => retry())
      // After a network failure, the client waits for a second before its next request.
      await elapse(2_000)
      expect(page.now).toMatchObject({
        status: 'popup-open',
        url: expect.stringContaining(code),
      })
      expect(page.asked).toHaveLength(1)
    },
  )

  it('become expired if the code has expired', async () => {
    const page = await openPage()
    await reach['needs-parameters'](page)
    emulator.advance(1_800_001)
    await page.click(({ resume }) => resume({ mvpd }))
    expect(page.status).toBe('expired')
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('popup-open')
  })
})

describe('a popup', () => {
  it('opens the same session again with retry()', async () => {
    const page = await openPage()
    await reach['popup-blocked'](page)
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('popup-open')
    page.popup.closed = true
    await elapse(1_000)
    expect(page.status).toBe('popup-closed')
    await page.click(({ retry }) => retry())
    expect(page.asked).toHaveLength(1)
    expect(new Set(page.popup.visited).size).toBe(1)
    await comeBack(page)
    await elapse(4_000)
    expect(page.status).toBe('signed-in')
  })

  it('can be blocked again on retry()', async () => {
    const page = await openPage()
    page.popup.blocked = true
    await inPopup(page)
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('popup-blocked')
  })

  it('counts as blocked if the viewer closes it before the response arrives', async () => {
    const page = await openPage()
    page.hold()
    await inPopup(page)
    page.popup.closed = true
    await page.release()
    expect(page.now).toMatchObject({ status: 'popup-blocked', url: expect.any(String) })
  })

  it('is not back while it shows a page of another origin or about:blank', async () => {
    const page = await openPage()
    await inPopup(page)
    await elapse(5_000)
    page.popup.at = 'about:blank'
    await elapse(5_000)
    expect(page.status).toBe('popup-open')
  })

  it('is not back on its way to the MVPD through a proxy on the page’s origin', async () => {
    const page = await openPage({ origin: location.origin })
    await page.click(({ signIn }) => signIn({ mvpd, redirectUrl: `${location.origin}/back` }))
    page.popup.at = page.popup.visited[0]
    await elapse(5_000)
    expect(page.status).toBe('popup-open')
    page.popup.at = `${location.origin}/back?x=1`
    await elapse(1_000)
    expect(page.status).toBe('checking')
  })

  it('is closed when its code expires', async () => {
    const page = await openPage()
    await inPopup(page)
    await jump(1_800_000)
    expect(page.status).toBe('expired')
    expect(page.popup.closed).toBe(true)
  })
})

describe('a redirect', () => {
  it('goes to the MVPD once and finds the viewer on the way back', async () => {
    const page = await openPage()
    await reach.redirecting(page)
    expect(page.left).toEqual([page.now.url])
    await elapse(20_000)
    expect(page.left).toHaveLength(1)
    await logIn(page.left[0] ?? '')
    const back = await page.reload()
    await elapse(100)
    expect(back.now).toMatchObject({ status: 'signed-in', mvpd })
    expect(page.looks()).toHaveLength(1)
  })

  it('becomes not-signed-in after three polls if nobody is found on the way back', async () => {
    const page = await openPage()
    await reach.redirecting(page)
    const back = await page.reload()
    await elapse(10_000)
    expect(back.now.status).toBe('not-signed-in')
    expect(page.looks()).toHaveLength(3)
  })

  it('polls when the page becomes visible again', async () => {
    const page = await openPage()
    await reach.redirecting(page)
    setVisibility('hidden')
    await elapse(30_000)
    await logIn(page.left[0] ?? '')
    setVisibility('visible')
    await elapse(100)
    expect(page.status).toBe('signed-in')
  })

  it('polls when pageshow alone reports a page from the back/forward cache', async () => {
    const page = await openPage()
    await reach.redirecting(page)
    await logIn(page.left[0] ?? '')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
    await elapse(1_000)
    expect(page.status).toBe('redirecting')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await elapse(100)
    expect(page.status).toBe('signed-in')
  })

  it('is idle after a reload if the code has expired meanwhile', async () => {
    const page = await openPage()
    await reach.redirecting(page)
    await jump(1_800_000)
    const back = await page.reload()
    expect(back.now.status).toBe('idle')
  })
})

describe('a second screen', () => {
  it('gets the code, the URL to enter it at, and the remaining time', async () => {
    const page = await openPage()
    await page.click(({ signIn }) =>
      signIn({ screen: 'second-screen', activationUrl: 'https://example.com/tv?lang=en#top' }),
    )
    const { now } = page
    if (now.status !== 'second-screen') throw new Error(now.status)
    expect(now.code).toMatch(/^[A-Z0-9]{7}$/)
    expect(now.url).toBe(`https://example.com/tv?lang=en&code=${now.code}#top`)
    expect(now.secondsLeft).toBe(1_800)
    expect(Math.abs(now.notAfter - Date.now() - 1_800_000)).toBeLessThan(1_000)
  })

  it.each([
    ['no url', { screen: 'second-screen' }, undefined],
    [
      'the login page of the MVPD as its url',
      { screen: 'second-screen', mvpd, redirectUrl: 'https://example.com/' },
      expect.stringContaining('/api/v2/authenticate/REF30/'),
    ],
  ] as const)('gets %s without an activationUrl', async (_, request, url) => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn(request))
    expect(page.now).toMatchObject({ status: 'second-screen', url })
  })

  it('updates the remaining time every second', async () => {
    // The interval of a page is a few ms longer, by a random amount.
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const page = await openPage()
    await reach['second-screen'](page)
    const seen: unknown[] = []
    for (let i = 0; i < 4; i++) {
      await elapse(990)
      seen.push(secondsLeft(page))
    }
    expect(seen).toEqual([1_799, 1_798, 1_797, 1_796])
  })

  it.each([
    ['ahead', -DAY],
    ['behind', DAY],
  ])('gets the same remaining time on a device whose clock is a day %s', async (_, ms) => {
    const page = await openPage()
    emulator.advance(ms)
    await reach['second-screen'](page)
    expect(secondsLeft(page)).toBe(1_800)
    await elapse(600_000)
    expect(page.status).toBe('second-screen')
    expect(secondsLeft(page)).toBeGreaterThan(1_190)
    expect(secondsLeft(page)).toBeLessThanOrEqual(1_201)
  })

  it('gets no extra time when the session is resumed', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ screen: 'second-screen' }))
    await elapse(600_000)
    await page.click(({ resume }) => resume({ mvpd }))
    expect(page.status).toBe('second-screen')
    expect(secondsLeft(page)).toBeLessThanOrEqual(1_200)
  })

  it('continues in a page that was prerendered before it began, once that page is shown', async () => {
    const page = await openPage()
    setVisibility('hidden')
    Object.assign(document, { prerendering: true })
    onTestFinished(() => void Reflect.deleteProperty(document, 'prerendering'))
    const next = await renderJourney(useSignIn, page.options)
    await reach['second-screen'](page)
    expect(next.now.status).toBe('idle')

    Object.assign(document, { prerendering: false })
    document.dispatchEvent(new Event('prerenderingchange'))
    setVisibility('visible')
    await elapse(0)
    expect(next.now).toMatchObject({ status: 'second-screen', code: Object(page.now).code })
  })

  it('keeps the code and its end after a reload', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    const { now } = page
    await elapse(600_000)
    const next = await page.reload()
    expect(next.now).toMatchObject({
      status: 'second-screen',
      code: now.code,
      notAfter: 'notAfter' in now && now.notAfter,
    })
    await logIn(now.url ?? '')
    await elapse(5_000)
    expect(next.now.status).toBe('signed-in')
  })

  it('gets a new code with retry()', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    const { now } = page
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('second-screen')
    expect(page.now).not.toMatchObject({ code: now.code })
  })

  it('completes on the first screen after the viewer signs in on the second', async () => {
    const page = await openPage()
    await page.click(({ signIn }) => signIn({ screen: 'second-screen' }))
    const { code = '' } = page.now
    // There is no profile before an MVPD is picked.
    await elapse(10_000)
    const second = await openPage({ origin: page.pass.origin })
    await second.pass.fetch(`/api/v2/REF30/sessions/${code}`, {
      method: 'POST',
      body: new URLSearchParams({ mvpd, redirectUrl: 'https://example.com/' }),
    })
    await logIn(`${page.pass.origin}/api/v2/authenticate/REF30/${code}`)
    await elapse(5_000)
    expect(page.now).toMatchObject({ status: 'signed-in', mvpd })
  })
})

describe('the session that a tab saves', () => {
  it.each([
    '',
    'x',
    '{',
    'null',
    '5',
    '[]',
    '"text"',
    '{"code":5,"notAfter":9e15,"missingParameters":[]}',
    '{"code":"ABCDEFG","notAfter":"soon","missingParameters":[]}',
    '{"code":"ABCDEFG","notAfter":9e15}',
    '{"code":"ABCDEFG","notAfter":1,"missingParameters":[]}',
  ])('is ignored if it is damaged: %j', async (garbage) => {
    const page = await openPage()
    await reach['second-screen'](page)
    const key = sessionStorage.key(0) ?? ''
    page.unmount()
    sessionStorage.setItem(key, garbage)
    const next = await page.reload()
    expect(next.now.status).toBe('idle')
    await next.click(({ signIn }) => signIn({ mvpd }))
    expect(next.now.status).toBe('popup-open')
  })

  it('is used if its required fields are valid', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    const key = sessionStorage.key(0) ?? ''
    page.unmount()
    const half = {
      request: { screen: 'second-screen' },
      code: 'ABCDEFG',
      notAfter: Date.now() + 60_000,
      missingParameters: [],
      lookedAt: 'x',
    }
    sessionStorage.setItem(key, JSON.stringify(half))
    const next = await page.reload()
    await elapse(1_000)
    // The server does not know the code.
    expect(next.now.status).toBe('expired')
  })

  it('lasts as long as the page if sessionStorage does not work', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    const page = await openPage()
    await inPopup(page)
    page.unmount()
    await page.mount()
    await comeBack(page)
    expect(page.status).toBe('signed-in')
  })
})

describe('storing', () => {
  it('completes before the sign-in does; until then the tab keeps the session', async () => {
    const { store, hold, letGo } = slowStore()
    const page = await openPage({ store })
    await inPopup(page)
    hold()
    await comeBack(page)
    expect(page.status).toBe('checking')
    expect(page.popup.closed).toBe(true)
    expect(kept()).toContain('"code"')
    await elapse(10_000)
    expect(page.looks()).toHaveLength(1)
    await letGo()
    expect(page.status).toBe('signed-in')
    expect(kept()).toBe('null')
  })

  it('does not undo a cancel() that happens meanwhile', async () => {
    const { store, hold, letGo } = slowStore()
    const page = await openPage({ store })
    await inPopup(page)
    hold()
    await comeBack(page)
    await page.click(({ cancel }) => cancel())
    await letGo()
    expect(page.status).toBe('idle')
  })

  it('saves the picked MVPD and the session before the page leaves', async () => {
    const { store, hold, letGo } = slowStore()
    const left: string[] = []
    const navigate = (url: string) => void left.push(url)
    const page = await renderJourney(
      () => ({ ...useSignIn(), pick: useMvpds({ enabled: false }).pick }),
      { store },
    )
    hold()
    await page.click(({ signIn, pick }) => {
      void pick({ id: mvpd, displayName: mvpd, logoUrl: '' })
      return signIn({ mvpd, screen: 'redirect', navigate })
    })
    expect(page.now.status).toBe('redirecting')
    expect(left).toEqual([])
    expect(kept()).toContain('"code"')
    await letGo()
    expect(left).toHaveLength(1)
  })

  it('may fail: the viewer is signed in for the life of the page', async () => {
    const events: string[] = []
    const store = memoryStore()
    let broken = false
    const page = await openPage({
      store: {
        ...store,
        async update(key, change) {
          if (broken) throw new DOMException('full', 'QuotaExceededError')
          await store.update?.(key, change)
        },
      },
      onEvent: ({ type }) => events.push(type),
    })
    await inPopup(page)
    broken = true
    await comeBack(page)
    expect(page.status).toBe('signed-in')
  })
})

describe('an exception of the application', () => {
  it.each(['signIn', 'retry'] as const)(
    'in navigate, called by %s, becomes an error with that cause',
    async (how) => {
      const page = await openPage()
      let broken = how === 'signIn'
      const cause = new TypeError('no navigation here')
      const navigate = () => {
        if (broken) throw cause
      }
      await page.click(({ signIn }) => signIn({ mvpd, screen: 'redirect', navigate }))
      broken = true
      if (how === 'retry') await page.click(({ retry }) => retry())
      expect(page.now).toMatchObject({ status: 'error', error: { name: 'PassError', cause } })
      broken = false
      await page.click(({ retry }) => retry())
      expect(page.status).toBe('redirecting')
      expect(page.asked).toHaveLength(1)
    },
  )
})

describe('a new registration', () => {
  it('during a sign-in ends its session, which belonged to the previous client', async () => {
    const page = await openPage()
    await reach['second-screen'](page)
    await elapse(10_000)
    const before = page.count('/register')
    emulator.revokeClients()
    await elapse(5_000)
    await settle(() => page.status !== 'second-screen')
    expect(page.count('/register')).toBe(before + 1)
    expect(page.status).toBe('expired')
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('second-screen')
  })

  it('caused by the first request does not end the session that the request creates', async () => {
    const page = await openPage()
    emulator.revokeClients()
    await inPopup(page)
    for (let i = 0; i < 5; i++) await elapse(1_000)
    await settle(() => page.status !== 'starting')
    expect(page.status).toBe('popup-open')
    await comeBack(page)
    expect(page.status).toBe('signed-in')
  })

  it.each([
    ['second-screen', 'expired'],
    ['signed-in', 'idle'],
  ] as const)('while no component is mounted turns %s into %s', async (from, to) => {
    const page = await openPage()
    await reach[from](page)
    page.unmount()
    await page.pass.reset()
    await elapse(0)
    await page.mount()
    expect(page.status).toBe(to)
  })
})

it('shows a viewer who was found while no component was mounted', async () => {
  stubPopup()
  const { fetch, letGo } = holding('/profiles/code/')
  const page = await renderJourney(useAll, { fetch })
  await page.click(({ signIn }) => signIn.signIn({ mvpd, screen: 'redirect', navigate: () => {} }))
  const { signIn } = page.now
  await logIn(signIn.url ?? '')
  setVisibility('hidden')
  setVisibility('visible')
  await elapse(1_000)
  page.unmount()
  await letGo()
  await page.mount()
  expect(page.now.signIn.status).toBe('signed-in')
  expect(page.now.profile).toMatchObject({ status: 'signed-in', profile: { mvpd } })
})

it('each client has its own sign-in', async () => {
  const first = await openPage()
  await reach['second-screen'](first)
  const other = await openPage()
  expect(other.status).toBe('idle')
})
