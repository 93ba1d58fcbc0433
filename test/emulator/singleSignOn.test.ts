import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Application, application, base64, json, redirectUrl, refusal } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const form = { domainName: 'app.example', redirectUrl }
const tomorrow = () => String(Date.now() + 86_400_000)

const status = (accessStatus?: string, id = 'lumenwave_apple', expirationDate = tomorrow()) => ({
  'ap-partner-framework-status': base64({
    frameworkPermissionInfo: { accessStatus },
    frameworkProviderInfo: { id, expirationDate },
  }),
})

const ask = (app: Application, headers: Record<string, string> = status('granted'), fields = {}) =>
  app.post('/sessions/sso/Apple', { ...form, ...fields }, headers)

const signOn = (app: Application, headers: Record<string, string> = status('granted')) =>
  app.post('/profiles/sso/Apple', { SAMLResponse: base64('<Response/>') }, headers)

const refusals: readonly (readonly [Record<string, string>, string])[] = [
  [{}, 'permission_access_not_present'],
  [{ 'ap-partner-framework-status': '***' }, 'permission_access_not_present'],
  [status(), 'permission_access_not_present'],
  [status('notDetermined'), 'permission_access_not_determined'],
  [status('denied'), 'permission_access_not_granted'],
  [status('restricted'), 'permission_access_not_granted'],
  [status('granted', 'unknown_apple'), 'provider_id_not_determined'],
  [status('granted', 'lumenwave_apple', '1'), 'provider_info_expired'],
  [status('granted', 'lumenwave_apple', 'soon'), 'provider_info_expired'],
]

describe('a partner session', () => {
  it('contains the request for the partner’s framework', async () => {
    const app = await application(emulator)

    expect(await json(await ask(app))).toEqual({
      actionName: 'partner_profile',
      actionType: 'direct',
      reasonType: 'none',
      url: '/api/v2/REF30/profiles/sso/Apple',
      sessionId: expect.any(String),
      mvpd: 'Lumenwave',
      serviceProvider: 'REF30',
      authenticationRequest: {
        type: 'saml',
        request: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
        attributesNames: expect.arrayContaining(['userID']),
      },
    })
  })

  it.each(refusals)('falls back to an ordinary session with %j', async (headers) => {
    const app = await application(emulator)
    const response = await ask(app, headers)

    expect(response.status).toBe(200)
    expect(await json(response)).toMatchObject({
      actionName: expect.stringMatching(/^(authenticate|resume)$/),
      reasonType: 'pfs_fallback',
      code: expect.stringMatching(/^[A-Z0-9]{7}$/),
    })
  })

  it.each(refusals)('is refused with %j if partnerStatus is refuse: %s', async (headers, code) => {
    const app = await application(createPassEmulator({ partnerStatus: 'refuse' }))

    expect(await refusal(ask(app, headers))).toEqual({
      status: 400,
      code: `invalid_header_pfs_${code}`,
    })
  })

  it('is refused for an unknown partner', async () => {
    const app = await application(emulator)
    const answer = app.post('/sessions/sso/Nobody', form, status('granted'))

    expect(await refusal(answer)).toEqual({ status: 400, code: 'invalid_parameter_partner' })
  })

  it('that falls back uses the MVPD that the framework names, or asks for one', async () => {
    const app = await application(emulator)

    expect(await json(await ask(app, status('denied')))).toMatchObject({
      actionName: 'authenticate',
      actionType: 'interactive',
      mvpd: 'Lumenwave',
    })
    expect(await json(await ask(app, {}))).toMatchObject({
      actionName: 'resume',
      actionType: 'direct',
      missingParameters: ['mvpd'],
    })
  })

  it('falls back if the MVPD has no platform services', async () => {
    const app = await application(emulator)

    expect(await json(await ask(app, status('granted', 'fernbrook_apple')))).toMatchObject({
      actionName: 'authenticate',
      reasonType: 'configuration_fallback',
      mvpd: 'FernbrookSat',
    })
  })

  it('takes the MVPD only from the partner', async () => {
    const app = await application(emulator)

    expect(await json(await ask(app, status('granted'), { mvpd: 'Quillstone' }))).toMatchObject({
      mvpd: 'Lumenwave',
      actionName: 'partner_profile',
    })
    expect(
      await json(await ask(app, status('granted', 'fernbrook_apple'), { mvpd: 'Quillstone' })),
    ).toMatchObject({ mvpd: 'FernbrookSat' })
  })

  it('falls back if parameters are missing', async () => {
    const app = await application(emulator)

    expect(await json(await ask(app, status('granted'), { domainName: '' }))).toMatchObject({
      actionName: 'resume',
      reasonType: 'missing_parameters_fallback',
      missingParameters: ['domainName'],
    })
  })
})

describe('a partner profile', () => {
  it('is created from the framework’s response, and signs the viewer in', async () => {
    const app = await application(emulator)
    const response = await signOn(app)
    const profiles = { Lumenwave: expect.objectContaining({ type: 'appleSSO', issuer: 'Apple' }) }

    expect(response.status).toBe(201)
    expect(await json(response)).toEqual({ profiles })
    expect(await json(await app.get('/profiles'))).toEqual({ profiles })
    expect(await json(await ask(app))).toMatchObject({
      actionName: 'authorize',
      reasonType: 'authenticatedSSO',
    })
  })

  it.each(refusals)('is refused with %j: %s', async (headers, code) => {
    const app = await application(emulator)

    expect(await refusal(signOn(app, headers))).toMatchObject({
      code: `invalid_header_pfs_${code}`,
    })
  })

  it.each([{}, { SAMLResponse: '<Response/>' }])(
    'is refused with the fields %j',
    async (fields) => {
      const app = await application(emulator)

      expect(await refusal(app.post('/profiles/sso/Apple', fields, status('granted')))).toEqual({
        status: 400,
        code: 'invalid_parameter_saml_response',
      })
    },
  )

  it('is signed out in the partner’s framework too', async () => {
    const app = await application(emulator)
    await signOn(app)
    const answer = await app.get('/logout/Lumenwave')

    expect((await answer.json()).logouts.Lumenwave).toEqual({
      actionName: 'partner_logout',
      actionType: 'partner_interactive',
      mvpd: 'Lumenwave',
    })
    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })
  })
})

describe('the partner’s status on other calls', () => {
  it('is refused if it is invalid or names another MVPD', async () => {
    const app = await application(emulator)
    const resources = { resources: ['News'] }
    const call = (headers: Record<string, string>) => [
      app.get('/profiles/Quillstone', headers),
      app.postJson('/decisions/authorize/Quillstone', resources, headers),
    ]

    for (const answer of [app.get('/profiles', status('denied')), ...call(status('denied'))]) {
      expect(await refusal(answer)).toMatchObject({
        code: 'invalid_header_pfs_permission_access_not_granted',
      })
    }
    for (const answer of call(status('granted'))) {
      expect(await refusal(answer)).toMatchObject({
        code: 'invalid_header_pfs_provider_id_mismatch',
      })
    }
    expect((await app.get('/profiles', status('granted'))).status).toBe(200)
  })
})

describe('a single sign-on token', () => {
  const jws = 'header.payload.signature'
  const jwe = 'header.key.iv.text.tag'

  it.each([
    ['adobe-subject-token', jws, 'platformSSO'],
    ['adobe-subject-token', jwe, 'platformSSO'],
    ['x-roku-reserved-roku-connect-token', jws, 'platformSSO'],
    ['ad-service-token', jws, 'serviceTokenSSO'],
  ])('shares a sign-in with every device that sends it: %s %s', async (header, token, type) => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    const headers = { [header]: token }
    await app.signIn('Lumenwave', headers)

    expect(await json(await other.get('/profiles'))).toEqual({ profiles: {} })
    expect(await json(await other.get('/profiles', headers))).toMatchObject({
      profiles: { Lumenwave: { type } },
    })
    expect(await json(await other.post('/sessions', { mvpd: 'Lumenwave' }, headers))).toMatchObject(
      { actionName: 'authorize', reasonType: 'authenticatedSSO' },
    )
    await other.get('/logout/Lumenwave', headers)
    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })
  })

  it('is only valid in its own header', async () => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    await app.signIn('Lumenwave', { 'ad-service-token': jws })

    expect(await json(await other.get('/profiles', { 'adobe-subject-token': jws }))).toEqual({
      profiles: {},
    })
  })

  it.each([
    ['adobe-subject-token', 'nothing'],
    ['ad-service-token', jwe],
  ])('that is malformed shares no sign-in: %s %s', async (header, token) => {
    const app = await application(emulator)
    const other = await application(emulator, 'device-2')
    await app.signIn('Lumenwave', { [header]: token })

    expect(await json(await other.get('/profiles', { [header]: token }))).toEqual({ profiles: {} })
  })
})
