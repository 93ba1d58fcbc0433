import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { application, base64, json, redirectUrl, refusal, session } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const complete = { mvpd: 'Lumenwave', domainName: 'app.example', redirectUrl }
const invalidSession = { status: 400, code: 'invalid_authentication_session' }

describe('creating a session', () => {
  it('continues with authenticate if no parameter is missing', async () => {
    const app = await application(emulator)
    const answer = await session(app.post('/sessions', complete))

    expect(answer).toEqual({
      actionName: 'authenticate',
      actionType: 'interactive',
      reasonType: 'none',
      code: expect.stringMatching(/^[A-Z0-9]{7}$/),
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      url: `/api/v2/authenticate/REF30/${answer.code}`,
      mvpd: 'Lumenwave',
      serviceProvider: 'REF30',
      notBefore: expect.stringMatching(/^\d{13}$/),
      notAfter: String(Number(answer.notBefore) + 1_800_000),
    })
  })

  it('computes the lifetime of a code from a single reading of the clock', async () => {
    const app = await application(emulator)
    onTestFinished(() => void vi.restoreAllMocks())
    let now = Date.now()
    vi.spyOn(Date, 'now').mockImplementation(() => ++now)
    const { notBefore, notAfter } = await session(app.post('/sessions', complete))

    expect(Number(notAfter) - Number(notBefore)).toBe(1_800_000)
  })

  it('continues with resume if parameters are missing', async () => {
    const app = await application(emulator)
    const answer = await session(app.post('/sessions'))

    expect(answer).toMatchObject({
      actionName: 'resume',
      actionType: 'direct',
      reasonType: 'none',
      missingParameters: ['mvpd', 'domainName', 'redirectUrl'],
      url: `/api/v2/REF30/sessions/${answer.code}`,
    })
    expect(answer).not.toHaveProperty('mvpd')
  })

  it('names the domain `domain` in responses only, if domainParameter says so', async () => {
    const own = createPassEmulator({ domainParameter: 'domain' })
    const app = await application(own)
    const { code, missingParameters } = await session(app.post('/sessions', { mvpd: 'Lumenwave' }))
    expect(missingParameters).toEqual(['domain', 'redirectUrl'])

    const { domainName } = complete
    expect(await json(await app.post(`/sessions/${code}`, { domainName }))).toMatchObject({
      missingParameters: ['redirectUrl'],
    })
    expect(await json(await app.get(`/sessions/${code}`))).toMatchObject({
      existingParameters: { mvpd: 'Lumenwave', domain: 'app.example', serviceProvider: 'REF30' },
    })
  })

  it.each(['', '   '])('treats a parameter of %j as missing', async (nothing) => {
    const app = await application(emulator)
    const fields = { mvpd: nothing, domainName: nothing, redirectUrl: nothing }
    const { code, missingParameters } = await session(app.post('/sessions', fields))
    expect(missingParameters).toEqual(['mvpd', 'domainName', 'redirectUrl'])

    expect(await session(app.post(`/sessions/${code}`, fields))).toMatchObject({
      missingParameters,
    })
  })

  it('accepts as redirectUrl only deep links and the domains of the `domains` option', async () => {
    const own = createPassEmulator({ domains: ['app.example'] })
    const app = await application(own)
    const at = (url: string) => app.post('/sessions', { ...complete, redirectUrl: url })

    expect(await refusal(at('https://example.app/'))).toEqual({
      status: 400,
      code: 'invalid_parameter_redirect_url',
    })
    for (const url of [redirectUrl, 'https://www.app.example/', 'tvapp://back']) {
      expect(await json(await at(url))).toMatchObject({ actionName: 'authenticate' })
    }
    expect(await json(await app.get('/configuration'))).toMatchObject({
      requestor: { domains: [{ name: 'app.example', mvpdInitiated: false }] },
    })
  })

  it('reads only a form body', async () => {
    const app = await application(emulator)
    const answer = await json(await app.postJson('/sessions', complete))

    expect(answer.missingParameters).toHaveLength(3)
  })

  it.each([
    [{ mvpd: 'nobody' }, 'invalid_parameter_mvpd'],
    [{ redirectUrl: '/relative' }, 'invalid_parameter_redirect_url'],
    [{ redirectUrl: 'javascript:alert(1)' }, 'invalid_parameter_redirect_url'],
  ])('refuses %j', async (fields, code) => {
    const app = await application(emulator)

    expect(await refusal(app.post('/sessions', fields))).toEqual({ status: 400, code })
  })

  it('accepts the deep link of an application as redirectUrl', async () => {
    const app = await application(emulator)

    expect(
      await json(await app.post('/sessions', { ...complete, redirectUrl: 'tvapp://back' })),
    ).toMatchObject({ actionName: 'authenticate' })
  })

  it('requires a device identifier', async () => {
    const app = await application(emulator)

    expect(await refusal(app.post('/sessions', {}, { 'ap-device-identifier': 'me' }))).toEqual({
      status: 400,
      code: 'invalid_header_device_identifier',
    })
  })
})

describe('a viewer who does not need to sign in', () => {
  it.each([
    ['FreePreview', 'temporary'],
    ['SummerPass', 'temporary'],
    ['Saltmarsh', 'degraded'],
  ])('continues with authorize for %s: %s', async (mvpd, reasonType) => {
    const app = await application(emulator)

    expect(await json(await app.post('/sessions', { mvpd }))).toEqual({
      actionName: 'authorize',
      actionType: 'direct',
      reasonType,
      url: `/api/v2/REF30/decisions/authorize/${mvpd}`,
      sessionId: expect.any(String),
      mvpd,
      serviceProvider: 'REF30',
    })
  })

  it('has already signed in on this device, until the sign-in ends', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const next = async () => json(await app.post('/sessions', { mvpd: 'Lumenwave' }))

    expect(await next()).toMatchObject({ actionName: 'authorize', reasonType: 'authenticated' })
    emulator.signOutElsewhere()
    expect(await next()).toMatchObject({ actionName: 'resume' })
  })
})

describe('resuming a session', () => {
  it('asks for missing parameters, then continues with authenticate', async () => {
    const tv = await application(emulator)
    const phone = await application(emulator, 'device-2')
    const { code, sessionId } = await session(tv.post('/sessions'))
    const resume = async (fields: Record<string, string>) =>
      json(await phone.post(`/sessions/${code}`, fields))

    expect(await resume({ mvpd: 'Lumenwave' })).toMatchObject({
      actionName: 'retry',
      actionType: 'direct',
      missingParameters: ['domainName', 'redirectUrl'],
      code,
    })
    expect(await resume({ domainName: 'app.example', redirectUrl })).toMatchObject({
      actionName: 'authenticate',
      url: `/api/v2/authenticate/REF30/${code}`,
      mvpd: 'Lumenwave',
      sessionId,
    })
  })

  it('keeps the known parameters when a new one is refused', async () => {
    const app = await application(emulator)
    const { code } = await session(app.post('/sessions', complete))
    const mvpd = await refusal(app.post(`/sessions/${code}`, { mvpd: 'nobody' }))

    expect(mvpd).toEqual({ status: 400, code: 'invalid_parameter_mvpd' })
    expect(await json(await app.post(`/sessions/${code}`))).toMatchObject({ mvpd: 'Lumenwave' })
  })

  it('refuses a malformed, an unknown and an expired code', async () => {
    const app = await application(emulator)
    const { code } = await session(app.post('/sessions'))

    expect(await refusal(app.post('/sessions/no'))).toMatchObject({
      code: 'invalid_parameter_code',
    })
    expect(await refusal(app.post('/sessions/AAAAAAA'))).toEqual(invalidSession)
    emulator.advance(1_800_000)
    expect(await refusal(app.post(`/sessions/${code}`))).toEqual(invalidSession)
  })
})

describe('the status of a session', () => {
  it('lists existing and missing parameters, and describes the device', async () => {
    const tv = await application(emulator)
    const info = base64({
      primaryHardwareType: 'TV',
      model: 'T1',
      manufacturer: 'LG',
      osName: 'webOS',
      osVersion: '6.4',
      displayWidth: 3840,
    })
    const { code, notBefore, notAfter } = await session(
      tv.post('/sessions', { mvpd: 'Lumenwave' }, { 'x-device-info': info }),
    )
    const phone = await application(emulator, 'device-2')

    expect(await json(await phone.get(`/sessions/${code}`))).toEqual({
      existingParameters: { mvpd: 'Lumenwave', serviceProvider: 'REF30' },
      missingParameters: ['domainName', 'redirectUrl'],
      device: {
        type: 'TV',
        model: 'T1',
        version: expect.any(Object),
        hardware: { name: 'T1', vendor: null, version: expect.any(Object), manufacturer: 'LG' },
        operatingSystem: {
          name: 'webOS',
          family: null,
          vendor: null,
          version: { major: 6, minor: 4, patch: 0, profile: '' },
        },
        browser: expect.objectContaining({ name: null, userAgent: null }),
        display: expect.objectContaining({ width: 3840, height: 0 }),
        applicationId: null,
        connection: { ipAddress: null, port: null, secure: false, type: null },
      },
      notBefore,
      notAfter,
    })
    await tv.post(`/sessions/${code}`, complete)
    expect(await json(await phone.get(`/sessions/${code}`))).not.toHaveProperty('missingParameters')
  })

  it('reports a device of an undocumented or missing type as Unknown', async () => {
    const app = await application(emulator)
    for (const info of [base64({ primaryHardwareType: 'Toaster' }), base64({})]) {
      const { code } = await session(app.post('/sessions', {}, { 'x-device-info': info }))

      expect(await json(await app.get(`/sessions/${code}`))).toMatchObject({
        device: { type: 'Unknown', model: null },
      })
    }
  })

  it('is available for sessionLifetime', async () => {
    const own = createPassEmulator({ sessionLifetime: 60 })
    const app = await application(own)
    const { code } = await session(app.post('/sessions'))

    own.advance(59_000)
    expect((await app.get(`/sessions/${code}`)).status).toBe(200)
    own.advance(1000)
    expect(await refusal(app.get(`/sessions/${code}`))).toEqual(invalidSession)
  })

  it('is only available to its service provider', async () => {
    const app = await application(emulator)
    const { code } = await session(app.post('/sessions'))

    expect(await refusal(app.get(`/../OTHER/sessions/${code}`))).toEqual(invalidSession)
  })
})
