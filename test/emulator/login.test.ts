import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Application,
  application,
  json,
  open,
  origin,
  redirectUrl,
  session,
  submit,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)
afterEach(() => vi.useRealTimers())

const begin = async (app: Application, mvpd = 'Lumenwave') => {
  const fields = { mvpd, domainName: 'app.example', redirectUrl }
  return (await session(app.post('/sessions', fields))).url
}

const loginOf = async (app: Application, mvpd?: string) =>
  (await open(emulator, await begin(app, mvpd))).location

const signedIn = async (app: Application) =>
  Object.keys((await json(await app.get('/profiles')))['profiles'] ?? {})

describe('authenticate', () => {
  it('redirects to the MVPD’s login page without requiring a token', async () => {
    const app = await application(emulator)
    const { status, location } = await open(emulator, await begin(app))

    expect(status).toBe(302)
    expect(new URL(location)).toMatchObject({ origin, pathname: '/mvpd/Lumenwave/login' })
  })

  it('answers an unknown, expired or incomplete session with an enhanced error', async () => {
    const app = await application(emulator)
    const url = await begin(app)
    const { code } = await session(app.post('/sessions', { mvpd: 'Lumenwave' }))
    const refused = async (path: string) => {
      const response = await emulator.fetch(origin + path)
      return [response.status, (await response.json()).code]
    }

    expect(await refused('/api/v2/authenticate/REF30/AAAAAAA')).toEqual([
      400,
      'invalid_authentication_session',
    ])
    expect(await refused(`/api/v2/authenticate/REF30/${code}`)).toEqual([
      400,
      'invalid_parameter_redirect_url',
    ])
    emulator.advance(1_800_000)
    expect(await refused(url)).toEqual([400, 'invalid_authentication_session'])
  })

  it('refuses a service provider that the statements do not cover', async () => {
    const own = createPassEmulator({ serviceProviders: ['REF30'] })
    const response = await own.fetch(`${origin}/api/v2/authenticate/OTHER/AAAAAAA`)

    expect((await response.json()).code).toBe('invalid_parameter_service_provider')
  })

  it('refuses POST with 405', async () => {
    const url = await begin(await application(emulator))

    expect((await submit(emulator, url, {})).status).toBe(405)
  })
})

describe('the login page', () => {
  it('is a form with labelled fields, and names the MVPD', async () => {
    const { document, status } = await open(emulator, await loginOf(await application(emulator)))

    expect(status).toBe(200)
    expect(document.documentElement.lang).toBe('en')
    expect(document.title).toBe('Sign in – Lumenwave')
    expect(document.querySelector('img')?.alt).toBe('Lumenwave')
    expect(document.querySelector('form')?.method).toBe('post')
    expect([...document.querySelectorAll('input')].map(({ id }) => id)).toEqual([
      'user',
      'password',
    ])
    for (const { id } of document.querySelectorAll('input')) {
      expect(document.querySelector(`label[for=${id}]`)?.textContent).not.toBe('')
    }
    expect([...document.querySelectorAll('button')].map((b) => b.textContent)).toEqual([
      'Sign in',
      'Cancel',
    ])
  })

  it('signs in the client and device of the session, and returns to redirectUrl', async () => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    const login = await loginOf(app)
    expect(await signedIn(app)).toEqual([])

    const { status, location } = await submit(emulator, login, { user: 'a viewer' })
    expect([status, location]).toEqual([302, redirectUrl])
    expect(await signedIn(app)).toEqual(['Lumenwave'])
    expect(await signedIn(other)).toEqual([])
  })

  it('returns to redirectUrl without a sign-in when it is cancelled', async () => {
    const app = await application(emulator)
    const { status, location } = await submit(emulator, await loginOf(app), { action: 'cancel' })

    expect([status, location]).toEqual([302, redirectUrl])
    expect(await signedIn(app)).toEqual([])
  })

  it('asks again if the user name is blank', async () => {
    const app = await application(emulator)
    const { status, document } = await submit(emulator, await loginOf(app), { user: ' ' })

    expect(status).toBe(400)
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Enter your user name.')
    expect(await signedIn(app)).toEqual([])
  })

  it('refuses the password `wrong` if the MVPD checks passwords', async () => {
    const app = await application(emulator)
    const login = await loginOf(app, 'Quillstone')
    const user = '"><b>'
    const { status, document } = await submit(emulator, login, { user, password: 'wrong' })

    expect(status).toBe(401)
    expect(document.querySelector('[role=alert]')).not.toBeNull()
    expect(document.querySelector('input')?.value).toBe(user)
    expect(await signedIn(app)).toEqual([])
    expect((await submit(emulator, login, { user, password: 'right' })).location).toBe(redirectUrl)
    expect(await signedIn(app)).toEqual(['Quillstone'])
  })

  it('answers 400 if the session has expired or belongs to another MVPD', async () => {
    const app = await application(emulator)
    const login = await loginOf(app)

    expect(await open(emulator, login.replace('Lumenwave', 'CedarHollow'))).toMatchObject({
      status: 400,
    })
    emulator.advance(1_800_000)
    const { status, document } = await submit(emulator, login, { user: 'a' })
    expect(status).toBe(400)
    expect(document.querySelector('h1')?.textContent).toBe('This sign-in is over')
    expect(await signedIn(app)).toEqual([])
  })

  it('answers 404 for an unknown MVPD', async () => {
    expect((await open(emulator, '/mvpd/nobody/login')).status).toBe(404)
  })

  it('is delayed by three seconds for a slow MVPD', async () => {
    const login = await loginOf(await application(emulator), 'TidepoolTV')
    vi.useFakeTimers()
    const done = vi.fn<() => void>()
    const page = open(emulator, login).then(() => done())

    await vi.advanceTimersByTimeAsync(2999)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    vi.useRealTimers()
    await page
    expect(done).toHaveBeenCalledOnce()
  })
})
