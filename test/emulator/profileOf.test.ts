import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { application, base64, json, redirectUrl, refusal, session } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(() => {
  emulator.reset()
  emulator.setTokenLifetime(1e9)
})

const hours = 3_600_000
const identity = (email: string) => ({ 'ap-temppass-identity': base64({ email }) })
const durationExceeded = { status: 403, code: 'temporary_access_duration_limit_exceeded' }
const invalidIdentity = { status: 400, code: 'invalid_header_identity_for_temporary_access' }

describe('the profile with one MVPD', () => {
  it('exists for the MVPD that the viewer signed in with, and for no other', async () => {
    const app = await application(emulator)
    await app.signIn('CedarHollow')

    expect(await json(await app.get('/profiles/CedarHollow'))).toEqual({
      profiles: {
        CedarHollow: expect.objectContaining({ type: 'regular', issuer: 'CedarHollow' }),
      },
    })
    expect(await json(await app.get('/profiles/Lumenwave'))).toEqual({ profiles: {} })
  })

  it('is missing once it has expired', async () => {
    const app = await application(emulator)
    await app.signIn('CedarHollow')
    emulator.advance(30 * 24 * hours)

    expect(await json(await app.get('/profiles/CedarHollow'))).toEqual({ profiles: {} })
  })

  it('refuses an unknown MVPD and a malformed device identifier', async () => {
    const app = await application(emulator)

    expect(await refusal(app.get('/profiles/nobody'))).toEqual({
      status: 400,
      code: 'invalid_parameter_mvpd',
    })
    expect(
      await refusal(app.get('/profiles/Lumenwave', { 'ap-device-identifier': 'me' })),
    ).toMatchObject({ code: 'invalid_header_device_identifier' })
  })

  it('is degraded for everyone under AuthNAll, unless the viewer signs in', async () => {
    const app = await application(emulator)

    expect(await json(await app.get('/profiles/Saltmarsh'))).toMatchObject({
      profiles: { Saltmarsh: { type: 'degraded', issuer: 'Adobe' } },
    })
    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })

    const degraded = await json(await app.get('/profiles/Saltmarsh'))
    emulator.advance(1000)
    expect(await json(await app.get('/profiles/Saltmarsh'))).toEqual(degraded)

    await app.signIn('Lumenwave')
    emulator.signIn('Saltmarsh')
    expect(await json(await app.get('/profiles/Saltmarsh'))).toMatchObject({
      profiles: { Saltmarsh: { type: 'regular' } },
    })
  })
})

describe('a TempPass', () => {
  it('starts at the first request of a device, and ends after two hours', async () => {
    const app = await application(emulator)
    const first = await json(await app.get('/profiles/FreePreview'))
    expect(first).toMatchObject({ profiles: { FreePreview: { type: 'temporary' } } })

    emulator.advance(2 * hours - 1000)
    expect(await json(await app.get('/profiles/FreePreview'))).toEqual(first)
    emulator.advance(1000)
    expect(await refusal(app.get('/profiles/FreePreview'))).toEqual(durationExceeded)
    const other = await application(emulator, 'device-2')
    expect((await other.get('/profiles/FreePreview')).status).toBe(200)
  })

  it('that is promotional belongs to the identity on any device', async () => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    const first = await json(await app.get('/profiles/SummerPass', identity('a@b.example')))
    expect(first).toMatchObject({ profiles: { SummerPass: { type: 'temporary' } } })

    emulator.advance(hours)
    expect(await json(await other.get('/profiles/SummerPass', identity('a@b.example')))).toEqual(
      first,
    )
    emulator.advance(hours)
    expect(await refusal(app.get('/profiles/SummerPass', identity('a@b.example')))).toEqual(
      durationExceeded,
    )
    expect((await app.get('/profiles/SummerPass', identity('c@d.example'))).status).toBe(200)
  })

  it('that is promotional reports its used and remaining resources, and its end', async () => {
    const app = await application(emulator)
    const me = identity('a@b.example')
    const usage = async () => {
      const { profiles } = await (await app.get('/profiles/SummerPass', me)).json()
      const { remaining_resources, used_assets, expiration_date } = profiles.SummerPass.attributes
      expect(expiration_date).toEqual({ value: profiles.SummerPass.notAfter, state: 'plain' })
      return [remaining_resources, used_assets]
    }
    const plain = (...values: readonly unknown[]) =>
      values.map((value) => ({ value, state: 'plain' }))
    const authorize = (resource: string) =>
      app.postJson('/decisions/authorize/SummerPass', { resources: [resource] }, me)

    expect(await usage()).toEqual(plain(3, 0))
    await authorize('Final')
    await authorize('Gala')
    expect(await usage()).toEqual(plain(1, ['Final', 'Gala']))
  })

  it.each([{}, { 'ap-temppass-identity': 'me' }, { 'ap-temppass-identity': base64({}) }])(
    'that is promotional is refused with the headers %j',
    async (headers) => {
      const app = await application(emulator)

      expect(await refusal(app.get('/profiles/SummerPass', headers))).toEqual(invalidIdentity)
    },
  )

  it('that is promotional is not listed in the configuration', async () => {
    const app = await application(emulator)
    const answer = await (await app.get('/configuration')).text()

    expect(answer).not.toContain('SummerPass')
    expect(answer).not.toContain('"kind"')
  })
})

describe('the profile of a code', () => {
  it('is missing before the sign-in, and then belongs to the session’s device', async () => {
    const tv = await application(emulator, 'tv')
    const fields = { mvpd: 'Lumenwave', domainName: 'app.example', redirectUrl }
    const { code } = await session(tv.post('/sessions', fields))
    expect(await json(await tv.get(`/profiles/code/${code}`))).toEqual({ profiles: {} })

    const signedIn = await tv.signIn('Lumenwave')
    const phone = await application(emulator, 'phone')
    for (const own of [code, signedIn]) {
      expect(await json(await phone.get(`/profiles/code/${own}`))).toMatchObject({
        profiles: { Lumenwave: { type: 'regular' } },
      })
    }
    expect(await json(await phone.get('/profiles'))).toEqual({ profiles: {} })
  })

  it('is missing until an MVPD is chosen', async () => {
    const app = await application(emulator)
    const { code } = await session(app.post('/sessions'))

    expect(await json(await app.get(`/profiles/code/${code}`))).toEqual({ profiles: {} })
  })

  it('needs no device headers', async () => {
    const app = await application(emulator)
    const code = await app.signIn('Lumenwave')
    const headers = { 'ap-device-identifier': '', 'x-device-info': '' }

    expect((await app.get(`/profiles/code/${code}`, headers)).status).toBe(200)
  })

  it('is refused for a malformed, an unknown and an expired code', async () => {
    const app = await application(emulator)
    const code = await app.signIn('Lumenwave')
    const invalidSession = { status: 400, code: 'invalid_authentication_session' }

    expect(await refusal(app.get('/profiles/code/no'))).toMatchObject({
      code: 'invalid_parameter_code',
    })
    expect(await refusal(app.get('/profiles/code/AAAAAAA'))).toEqual(invalidSession)
    emulator.advance(1_800_000)
    expect(await refusal(app.get(`/profiles/code/${code}`))).toEqual(invalidSession)
  })

  it('is refused with 403 if the chosen TempPass is used up', async () => {
    const app = await application(emulator)
    await app.get('/profiles/FreePreview')
    emulator.advance(2 * hours)
    const { code } = await session(app.post('/sessions'))
    await app.post(`/sessions/${code}`, { mvpd: 'FreePreview' })

    expect(await refusal(app.get(`/profiles/code/${code}`))).toEqual(durationExceeded)
  })

  it('of a promotional TempPass requires the identity', async () => {
    const app = await application(emulator)
    const { code } = await session(app.post('/sessions'))
    await app.post(`/sessions/${code}`, { mvpd: 'SummerPass' })
    const path = `/profiles/code/${code}`

    expect(await refusal(app.get(path))).toEqual(invalidIdentity)
    expect((await app.get(path, identity('a@b.example'))).status).toBe(200)
  })
})

describe('reset', () => {
  it('restarts a promotional TempPass, and ends sessions', async () => {
    const before = await application(emulator)
    await before.get('/profiles/SummerPass', identity('a@b.example'))
    const { code } = await session(before.post('/sessions'))
    emulator.advance(2 * hours)
    emulator.reset()
    emulator.advance(2 * hours)
    const app = await application(emulator)

    expect((await app.get('/profiles/SummerPass', identity('a@b.example'))).status).toBe(200)
    emulator.reset()
    const again = await application(emulator)
    expect(await refusal(again.get(`/sessions/${code}`))).toMatchObject({
      code: 'invalid_authentication_session',
    })
  })
})

describe('signOutElsewhere()', () => {
  it('ends every sign-in', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    await app.signIn('CedarHollow')
    emulator.signOutElsewhere()

    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })
  })
})
