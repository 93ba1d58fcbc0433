import { useActivation, useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { comeBack, inPopup, mvpd, openPage, reach } from './signInPage.ts'
import { elapse, logIn, renderJourney, setVisibility } from './testbed.tsx'

const refuse = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

/** Replaces a property until the test is over. */
function replace(target: object, name: string, descriptor: PropertyDescriptor) {
  const old = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { configurable: true, ...descriptor })
  mends.push(() => {
    if (old) Object.defineProperty(target, name, old)
    else Reflect.deleteProperty(target, name)
  })
}
const mends: (() => void)[] = []
afterEach(() => {
  for (const mend of mends.splice(0).reverse()) mend()
  vi.restoreAllMocks()
})

/** Makes a target reject listeners for the events that only this package listens to. */
function deafen(target: Window | Document) {
  const add = target.addEventListener.bind(target)
  replace(target, 'addEventListener', {
    value: (...[type, listener, options]: Parameters<typeof add>) =>
      /pageshow|message|visibilitychange/.test(type) && options === undefined
        ? refuse()
        : add(type, listener, options),
  })
}

describe('if the page cannot listen to events', () => {
  it.each([
    [
      'addEventListener is missing',
      () => replace(window, 'addEventListener', { value: undefined }),
    ],
    ['addEventListener throws', () => [window, document].forEach(deafen)],
  ])('%s: the viewer can sign in with a popup', async (_, breakIt) => {
    const page = await openPage()
    page.unmount()
    breakIt()
    await page.mount()
    await inPopup(page)
    await comeBack(page)
    expect(page.status).toBe('signed-in')
  })

  it('useProfile and useActivation work', async () => {
    const useBoth = () => [useProfile(), useActivation()] as const
    const page = await renderJourney(useBoth)
    page.unmount()
    replace(window, 'addEventListener', { value: undefined })
    await page.mount()
    await elapse(1_000)
    expect(page.now).toMatchObject([{ status: 'signed-out' }, { status: 'idle' }])
    page.unmount()
  })
})

describe('if document.visibilityState', () => {
  const signInByCode = async () => {
    const page = await openPage()
    return {
      page,
      finish: async () => {
        await reach['second-screen'](page)
        await logIn(page.now.url ?? '')
        await elapse(9_000)
      },
    }
  }

  it('throws, the viewer can sign in with a code', async () => {
    const { page, finish } = await signInByCode()
    replace(document, 'visibilityState', { get: refuse })
    await finish()
    expect(page.status).toBe('signed-in')
  })

  it.each([
    ['has the focus, it polls for the viewer', true, 'signed-in'],
    ['does not have the focus, it does not poll', false, 'second-screen'],
  ])('is always hidden and the page %s', async (_, focus, status) => {
    const { page, finish } = await signInByCode()
    setVisibility('hidden')
    vi.spyOn(document, 'hasFocus').mockReturnValue(focus)
    await finish()
    expect(page.status).toBe(status)
  })
})

describe('if performance.now', () => {
  let back = 0
  it.each([
    ['is missing', undefined],
    ['throws', refuse],
    ['stands still', () => 7],
    ['runs backwards', () => (back -= 10)],
  ])('%s, the profile is polled three times, more than 3 s apart', async (_, value) => {
    const page = await openPage()
    replace(performance, 'now', { value })
    await reach['not-signed-in'](page)
    const looks = page.looks()
    expect(page.status).toBe('not-signed-in')
    expect(looks).toHaveLength(3)
    expect(Math.min(...looks.slice(1).map((at, i) => at - Number(looks[i])))).toBeGreaterThan(3_000)
  })
})

describe('if sessionStorage stores nothing', () => {
  it('a page that redirected to the MVPD requests the profiles when it returns', async () => {
    const useBoth = () => ({ ...useSignIn(), profile: useProfile().status })
    const page = await renderJourney(useBoth)
    await elapse(1_000)
    expect(page.now.profile).toBe('signed-out')
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
    const left: string[] = []
    const navigate = (url: string) => void left.push(url)
    await page.click(({ signIn }) => signIn({ mvpd, screen: 'redirect', navigate }))
    await logIn(left[0] ?? '')
    const next = await page.reload()
    await elapse(1_000)
    expect(next.now).toMatchObject({ status: 'idle', profile: 'signed-in' })
  })
})
