import { useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, type Page, reach } from './signInPage.ts'
import { elapse, logIn, renderJourney, setVisibility, stubPopup } from './testbed.tsx'

const BACK = 'react-adobe-pass:back'

/** Dispatches a message event. */
async function receive(given: MessageEventInit) {
  window.dispatchEvent(new MessageEvent('message', { origin: location.origin, ...given }))
  await elapse(0)
}

/** The popup's window, as the source of a message. */
const windowOf = ({ open }: Pick<Page, 'open'>): Window => open.mock.results.at(-1)?.value

/** Makes `window.open` return this value. */
const openGives = (opened: unknown) =>
  vi.spyOn(window, 'open').mockImplementation(() => opened as Window)

/** An object that is like a window except for one property. */
const almost = (change: PropertyDescriptorMap) => {
  const opened = {}
  const replace = () => {}
  return Object.defineProperties(opened, {
    closed: { value: false },
    parent: { value: opened },
    location: { value: { replace } },
    close: { value: () => {} },
    ...change,
  })
}
const throwing = {
  get(): never {
    throw new DOMException('no', 'SecurityError')
  },
}

describe('an unusable result of window.open', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ["Cordova's object, without a location", { close() {}, addEventListener() {}, show() {} }],
    ["a content blocker's hidden frame", almost({ parent: { value: window } })],
    ['a window that is closed', almost({ closed: { value: true } })],
    ['a window whose closed throws', almost({ closed: throwing })],
    ['a window whose location throws', almost({ location: throwing })],
    [
      'a window whose location.replace() throws',
      almost({
        location: {
          value: {
            replace() {
              throw new DOMException('no', 'SecurityError')
            },
          },
        },
      }),
    ],
    ['a closed window whose close() throws', almost({ closed: { value: true }, close: throwing })],
    ['a string', 'window'],
  ])('leads to popup-blocked with a url: %s', async (_, opened) => {
    const page = await openPage()
    openGives(opened)
    await inPopup(page)
    expect(page.now).toMatchObject({ status: 'popup-blocked', url: expect.any(String) })
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('popup-blocked')
    await logIn(page.now.url ?? '')
    await elapse(5_000)
    expect(page.status).toBe('signed-in')
  })

  it('leads to popup-blocked if open throws or is missing', async () => {
    const page = await openPage()
    vi.spyOn(window, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    await inPopup(page)
    expect(page.status).toBe('popup-blocked')
    vi.stubGlobal('open', null)
    onTestFinished(() => void vi.unstubAllGlobals())
    await page.click(({ retry }) => retry())
    expect(page.status).toBe('popup-blocked')
  })

  it('is closed, because it may cover the page', async () => {
    const page = await openPage()
    const close = vi.fn<() => void>()
    openGives({ close })
    await inPopup(page)
    expect(close).toHaveBeenCalledOnce()
  })
})

it('completes even if the popup cannot be closed', async () => {
  const page = await openPage()
  await inPopup(page)
  page.popup.close = () => {
    throw new DOMException('no', 'SecurityError')
  }
  await comeBack(page)
  expect(page.status).toBe('signed-in')
  await page.click(({ cancel }) => cancel())
  expect(page.status).toBe('idle')
})

it('never closes the window of the page itself, which open may return', async () => {
  const close = vi.spyOn(window, 'close').mockReturnValue()
  const page = await openPage()
  openGives(window)
  await page.click(({ signIn }) => signIn({ mvpd: 'FreePreview' }))
  expect(page.status).toBe('signed-in')
  await inPopup(page)
  expect(page.status).toBe('popup-blocked')
  await page.click(({ cancel }) => cancel())
  expect(close).not.toHaveBeenCalled()
})

describe('the name of a popup', () => {
  const nameOf = ({ open }: Page) => open.mock.lastCall?.[1]

  it('differs between clients and between pages', async () => {
    const first = await openPage()
    await inPopup(first)
    const name = nameOf(first)
    expect(name).toMatch(/^react-adobe-pass-\w{8,}$/)
    first.unmount()
    sessionStorage.clear()
    const second = await openPage()
    await inPopup(second)
    expect(nameOf(second)).not.toBe(name)
  })

  it('stays the same during a sign-in, so that a reloaded page finds the same popup', async () => {
    const page = await openPage()
    await inPopup(page)
    const name = nameOf(page)
    await page.click(({ retry }) => retry())
    expect(nameOf(page)).toBe(name)
    const next = await page.reload()
    expect(next.now.status).toBe('popup-closed')
    await next.click(({ retry }) => retry())
    expect(nameOf(page)).toBe(name)
    expect(next.now.status).toBe('popup-open')
  })
})

it('does not treat a popup as back while it still shows the previous return page', async () => {
  const page = await openPage()
  await inPopup(page)
  const next = await page.reload()
  // The viewer has cancelled at the MVPD, and the popup is still open.
  page.popup.at = `${location.origin}/blank.html`
  page.popup.isSlow = true
  await next.click(({ retry }) => retry())
  await elapse(3_000)
  expect(next.now.status).toBe('popup-open')
  page.popup.at = undefined
  await elapse(1_000)
  page.popup.at = `${location.origin}/blank.html?again`
  await elapse(1_000)
  expect(next.now.status).toBe('checking')
})

describe('a message that the popup is back', () => {
  it('closes the popup at once and finds the viewer, even if the page is hidden', async () => {
    const page = await openPage()
    await inPopup(page)
    await logIn(page.popup.visited[0] ?? '')
    setVisibility('hidden')
    await receive({ data: BACK, source: windowOf(page) })
    expect(page.popup.closed).toBe(true)
    expect(page.status).toBe('signed-in')
  })

  it('reaches a page that was reloaded meanwhile and does not know the popup', async () => {
    const page = await openPage()
    await inPopup(page)
    await logIn(page.popup.visited[0] ?? '')
    setVisibility('hidden')
    const next = await page.reload()
    await elapse(10_000)
    expect(next.now.status).toBe('popup-closed')
    await receive({ data: BACK, source: windowOf(page) })
    expect(page.popup.closed).toBe(true)
    expect(next.now.status).toBe('signed-in')
  })

  it('is handled while no component is mounted', async () => {
    const page = await openPage()
    await inPopup(page)
    await logIn(page.popup.visited[0] ?? '')
    page.unmount()
    await receive({ data: BACK, source: windowOf(page) })
    expect(page.popup.closed).toBe(true)
    await page.mount()
    expect(page.status).toBe('signed-in')
  })

  it('may come from the origin of the redirectUrl', async () => {
    const page = await openPage()
    const redirectUrl = 'https://login.example.com/back'
    await page.click(({ signIn }) => signIn({ mvpd, redirectUrl }))
    const next = await page.reload()
    await receive({ data: BACK, origin: 'https://login.example.com', source: windowOf(page) })
    expect(next.now.status).toBe('checking')
  })

  it('is handled if its source window is already gone', async () => {
    const page = await openPage()
    await reach['popup-closed'](page)
    await receive({ data: BACK, source: null })
    expect(page.status).toBe('checking')
  })

  it.each<[string, (page: Page) => MessageEventInit]>([
    ['other data', (page) => ({ data: 'back', source: windowOf(page) })],
    ['no data', (page) => ({ source: windowOf(page) })],
    ['another window', () => ({ data: BACK, source: window })],
  ])('is ignored with %s', async (_, message) => {
    const page = await openPage()
    await inPopup(page)
    await receive(message(page))
    expect(page.status).toBe('popup-open')
    expect(page.popup.closed).toBe(false)
  })

  it('is ignored from another origin if the popup is not known', async () => {
    const page = await openPage()
    await reach['popup-closed'](page)
    await receive({ data: BACK, origin: 'https://other.example.com', source: null })
    expect(page.status).toBe('popup-closed')
  })

  it.each(['idle', 'second-screen', 'redirecting', 'not-signed-in', 'signed-in'] as const)(
    'changes nothing in state %s',
    async (status) => {
      const close = vi.spyOn(window, 'close').mockReturnValue()
      const page = await openPage()
      await reach[status](page)
      const { length } = page.looks()
      await receive({ data: BACK, source: window })
      expect(page.status).toBe(status)
      expect(page.looks().length - length).toBeLessThanOrEqual(status === 'second-screen' ? 1 : 0)
      expect(close).not.toHaveBeenCalled()
    },
  )
})

describe('the application in the popup', () => {
  const useBoth = () => ({ profile: useProfile(), signIn: useSignIn() })

  /** A page that has just requested the profiles, and the page that its popup returns to. */
  async function comeBackToApp({ opener }: { readonly opener: unknown }) {
    const { popup, open } = stubPopup()
    const give = open.getMockImplementation()
    let copied: readonly [string, string][] = []
    open.mockImplementation((...given) => {
      copied = Object.entries(sessionStorage)
      return give?.(...given) ?? null
    })
    const page = await renderJourney(useBoth)
    expect(page.now.profile.status).toBe('signed-out')
    await page.click(({ signIn }) => signIn.signIn({ mvpd }))
    const own = Object.entries(sessionStorage)
    await logIn(popup.visited[0] ?? '')

    sessionStorage.clear()
    for (const [key, text] of copied) sessionStorage.setItem(key, text)
    vi.stubGlobal('opener', opener)
    onTestFinished(() => void vi.unstubAllGlobals())
    const asked = page.count('/profiles')
    const inPopup = await renderJourney(useBoth, page.options)
    return { inPopup, asked, own, copied }
  }

  it('notifies its opener and waits to be closed before it requests the profiles', async () => {
    const opener = { closed: false, postMessage: vi.fn<Window['postMessage']>() }
    const { inPopup, asked } = await comeBackToApp({ opener })
    expect(opener.postMessage).toHaveBeenCalledExactlyOnceWith(BACK, '*')
    expect(inPopup.now.profile.status).toBe('pending')
    expect(inPopup.count('/profiles')).toBe(asked)
  })

  it('requests the profiles if it is not closed, and shows the viewer', async () => {
    const opener = { closed: false, postMessage: vi.fn<Window['postMessage']>() }
    const { inPopup, asked } = await comeBackToApp({ opener })
    await elapse(600)
    expect(inPopup.now.profile.status).toBe('signed-in')
    expect(inPopup.count('/profiles')).toBe(asked + 1)
  })

  it.each<[string, unknown]>([
    ['has no opener', null],
    ['has a closed opener', { closed: true }],
    [
      'has an opener whose closed throws',
      {
        get closed(): never {
          throw new DOMException('no', 'SecurityError')
        },
      },
    ],
  ])('requests the profiles at once if it %s', async (_, opener) => {
    const { inPopup } = await comeBackToApp({ opener })
    expect(inPopup.now.profile.status).toBe('signed-in')
  })

  it('uses the stored profile after a reload', async () => {
    const { inPopup, asked } = await comeBackToApp({ opener: null })
    const next = await inPopup.reload()
    expect(next.now.profile.status).toBe('signed-in')
    expect(next.count('/profiles')).toBe(asked + 1)
  })

  it('does not continue the sign-in, which stays with its opener', async () => {
    const { inPopup, own, copied } = await comeBackToApp({ opener: null })
    expect(inPopup.now.signIn.status).toBe('idle')
    expect(JSON.stringify(copied)).not.toContain('code')
    expect(JSON.stringify(own)).toContain('code')
  })
})
