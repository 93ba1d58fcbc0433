import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  type Application,
  application,
  base64,
  json,
  open,
  origin,
  redirectUrl,
  refusal,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const back = `?redirectUrl=${encodeURIComponent(redirectUrl)}`

const signedIn = async (app: Application) =>
  Object.keys((await json(await app.get('/profiles')))['profiles'] ?? {})

const logOut = async (app: Application, mvpd: string, query = back) =>
  (await (await app.get(`/logout/${mvpd}${query}`)).json()).logouts[mvpd]

describe('logging out', () => {
  it('removes the profile, and returns to redirectUrl through the MVPD’s logout page', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    await app.signIn('Quillstone')
    const answer = await logOut(app, 'Lumenwave')

    expect(answer).toEqual({
      actionName: 'logout',
      actionType: 'interactive',
      mvpd: 'Lumenwave',
      url: `${origin}/mvpd/Lumenwave/logout${back}`,
    })
    expect(await signedIn(app)).toEqual(['Quillstone'])
    expect(await open(emulator, answer.url)).toMatchObject({ status: 302, location: redirectUrl })
  })

  it('is complete at once if the MVPD has no logout page', async () => {
    const app = await application(emulator)
    await app.signIn('CedarHollow')

    expect(await logOut(app, 'CedarHollow')).toEqual({
      actionName: 'complete',
      actionType: 'none',
      mvpd: 'CedarHollow',
    })
    expect(await signedIn(app)).toEqual([])
  })

  it.each([
    ['temporary', 'FreePreview', {}],
    ['temporary', 'SummerPass', { 'ap-temppass-identity': base64({ id: 'hash' }) }],
    ['degraded', 'Saltmarsh', {}],
  ])('is complete at once for %s access: %s', async (_, mvpd, headers) => {
    const app = await application(emulator)
    await app.get(`/profiles/${mvpd}`, headers)

    expect(await logOut(app, mvpd)).toEqual({ actionName: 'complete', actionType: 'none', mvpd })
  })

  it('is complete for degraded access without a request, because everyone has it', async () => {
    const app = await application(emulator)

    expect(await logOut(app, 'Saltmarsh')).toMatchObject({ actionName: 'complete' })
  })

  it.each(['Lumenwave', 'FreePreview', 'SummerPass'])(
    'is invalid if there is no valid profile: %s',
    async (mvpd) => {
      const invalid = { actionName: 'invalid', actionType: 'none', mvpd }
      const app = await application(emulator)
      expect(await logOut(app, mvpd)).toEqual(invalid)

      emulator.setTokenLifetime(1e9)
      const later = await application(emulator)
      await later.signIn('Lumenwave')
      await later.get('/profiles/FreePreview')
      await later.get('/profiles/SummerPass', { 'ap-temppass-identity': base64({ id: 'hash' }) })
      emulator.advance(31 * 86_400_000)
      expect(await logOut(later, mvpd)).toEqual(invalid)
    },
  )

  it('does not restart the time of a TempPass', async () => {
    const app = await application(emulator)
    const before = await json(await app.get('/profiles/FreePreview'))
    await logOut(app, 'FreePreview')

    expect(await json(await app.get('/profiles/FreePreview'))).toEqual(before)
  })

  it('leaves other devices signed in', async () => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    await app.signIn('Lumenwave')
    await other.signIn('Lumenwave')
    await logOut(app, 'Lumenwave')

    expect([await signedIn(app), await signedIn(other)]).toEqual([[], ['Lumenwave']])
  })

  it('leaves another device of the same client signed in', async () => {
    const app = await application(emulator)
    const other = { 'ap-device-identifier': `fingerprint ${base64('device-2')}` }
    await app.signIn('Lumenwave', other)
    await app.signIn('Lumenwave')
    await logOut(app, 'Lumenwave')

    expect(await signedIn(app)).toEqual([])
    expect(await json(await app.get('/profiles', other))).toHaveProperty('profiles.Lumenwave')
  })

  it('works without redirectUrl, and ends on the MVPD’s page', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const { url } = await logOut(app, 'Lumenwave', '')
    const { status, document } = await open(emulator, url)

    expect(status).toBe(200)
    expect(document.querySelector('h1')?.textContent).toBe('You are signed out')
  })

  it.each([
    ['/logout/nobody', 'invalid_parameter_mvpd'],
    ['/logout/Lumenwave?redirectUrl=/relative', 'invalid_parameter_redirect_url'],
  ])('refuses %s', async (path, code) => {
    const app = await application(emulator)

    expect(await refusal(app.get(path))).toEqual({ status: 400, code })
  })

  it('does not redirect to a javascript: URL', async () => {
    const query = `?redirectUrl=${encodeURIComponent('javascript:alert(1)')}`
    const { status, location } = await open(emulator, `/mvpd/Lumenwave/logout${query}`)

    expect([status, location]).toEqual([200, ''])
  })
})
