import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  base64,
  callApi,
  command,
  fingerprint,
  json,
  listProfiles,
  mint,
  origin,
  postJson,
  register,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const expectInvalidToken = async (response: Response) => {
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  expect(await response.json()).toEqual({ error: 'invalid_token' })
}

const expectEnhanced = async (response: Response, status: number, action: string, code: string) => {
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({
    action,
    status,
    code,
    message: expect.any(String),
    helpUrl: expect.stringMatching(/^https:/),
    trace: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
}

describe('the bearer token', () => {
  it('is required', async () => {
    await expectInvalidToken(await emulator.fetch(`${origin}/api/v2/REF30/configuration`))
    await expectInvalidToken(await callApi(emulator.fetch, 'unknown'))
  })

  it('is valid for its lifetime and no longer', async () => {
    const token = await mint(emulator)
    emulator.advance(21_600_000 - 1000)
    expect((await callApi(emulator.fetch, token)).status).toBe(200)

    emulator.advance(1000)
    await expectInvalidToken(await callApi(emulator.fetch, token))
  })

  it('is refused once it is revoked, and a new one is accepted', async () => {
    const credentials = await register(emulator)
    const token = await mint(emulator, credentials)
    emulator.revokeTokens()

    await expectInvalidToken(await callApi(emulator.fetch, token))
    expect((await callApi(emulator.fetch, await mint(emulator, credentials))).status).toBe(200)
  })

  it('of a revoked client gets an enhanced error, even if it is revoked itself', async () => {
    const token = await mint(emulator)
    emulator.revokeClients()
    emulator.revokeTokens()

    await expectEnhanced(
      await callApi(emulator.fetch, token),
      401,
      'application-registration',
      'invalid_access_token_client_application',
    )
  })

  it('is issued without the scope of REST API V2, but API calls refuse it', async () => {
    const own = createPassEmulator({ scopes: ['api:client:v1'] })
    const registered = await own.fetch(
      `${origin}/o/client/register`,
      postJson({ software_statement: await own.softwareStatement() }),
    )
    expect((await json(registered))['scopes']).toEqual(['api:client:v1'])

    expect((await callApi(own.fetch, await mint(own))).status).toBe(401)
  })

  it('does not cover a service provider that is not on the list', async () => {
    const own = createPassEmulator({ serviceProviders: ['REF30'] })
    const token = await mint(own)

    expect((await callApi(own.fetch, token)).status).toBe(200)
    await expectEnhanced(
      await callApi(own.fetch, token, '/api/v2/OTHER/configuration'),
      401,
      'application-registration',
      'invalid_access_token_service_provider',
    )
  })
})

describe('paths of REST API V2', () => {
  it('answers an unknown path with 404 and JSON', async () => {
    const response = await callApi(emulator.fetch, await mint(emulator), '/api/v2/REF30/nothing')

    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'not_found' })
  })

  it('answers a wrong method with 405', async () => {
    const token = await mint(emulator)
    const response = await emulator.fetch(`${origin}/api/v2/REF30/profiles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
  })
})

describe('configuration', () => {
  it('lists fictional MVPDs with logos that need no network', async () => {
    const response = await callApi(emulator.fetch, await mint(emulator))
    const { requestor } = await response.json()

    expect(requestor).toMatchObject({ id: 'REF30', name: 'REF30' })
    expect(requestor.domains).toContainEqual({ name: 'localhost', mvpdInitiated: false })
    expect(requestor.mvpds.length).toBeGreaterThanOrEqual(10)
    expect(new Set(requestor.mvpds.map((mvpd: Record<string, unknown>) => mvpd['id'])).size).toBe(
      requestor.mvpds.length,
    )
    for (const mvpd of requestor.mvpds) {
      expect(mvpd.displayName).not.toBe('')
      const svg = decodeURIComponent(mvpd.logoUrl.replace('data:image/svg+xml,', ''))
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
      expect(parsed.querySelector('parsererror')).toBeNull()
      expect(parsed.querySelector('text')?.textContent).toBe(mvpd.displayName)
    }
    expect(
      requestor.mvpds.filter((mvpd: Record<string, unknown>) => mvpd['isTempPass']),
    ).toHaveLength(1)
    expect(requestor.mvpds.filter((mvpd: Record<string, unknown>) => mvpd['isProxy'])).toHaveLength(
      1,
    )
  })

  it('reports the device that the device info describes', async () => {
    const token = await mint(emulator)
    const info = base64({ primaryHardwareType: 'Tablet', osName: 'iOS' })
    const path = '/api/v2/REF30/configuration'
    const told = await callApi(emulator.fetch, token, path, { 'x-device-info': info })

    expect(await told.json()).toMatchObject({ device: 'Tablet', os: 'iOS', clientType: 'html5' })
    expect(await json(await callApi(emulator.fetch, token))).toMatchObject({ device: 'Unknown' })
  })

  it('lists the MVPDs of the `mvpds` option', async () => {
    const mvpds = [{ id: 'mine', displayName: 'Mine', logoUrl: 'data:,' }]
    const own = createPassEmulator({ mvpds })
    const response = await callApi(own.fetch, await mint(own))

    expect((await response.json()).requestor.mvpds).toEqual(mvpds)
  })
})

describe('profiles', () => {
  it('require a well-formed device identifier', async () => {
    const token = await mint(emulator)
    const path = '/api/v2/REF30/profiles'
    const malformed = ['device-1', 'fingerprint', 'fingerprint ***', `other ${base64('a')}`]

    for (const response of [
      await callApi(emulator.fetch, token, path),
      ...(await Promise.all(
        malformed.map((device) => listProfiles(emulator.fetch, token, device)),
      )),
    ]) {
      await expectEnhanced(response, 400, 'none', 'invalid_header_device_identifier')
    }
  })

  it('refuse a malformed device info', async () => {
    const response = await callApi(emulator.fetch, await mint(emulator), '/api/v2/REF30/profiles', {
      'ap-device-identifier': fingerprint,
      'x-device-info': base64('no json'),
    })

    await expectEnhanced(response, 400, 'none', 'invalid_header_device_info')
  })

  it('are empty before a sign-in, and contain one profile afterwards', async () => {
    const token = await mint(emulator)
    expect(await json(await listProfiles(emulator.fetch, token))).toEqual({ profiles: {} })

    emulator.signIn('CedarHollow')
    const { profiles } = await (await listProfiles(emulator.fetch, token)).json()
    expect(profiles).toEqual({
      CedarHollow: {
        notBefore: expect.closeTo(Date.now(), -4),
        notAfter: expect.closeTo(Date.now() + 30 * 86_400_000, -4),
        issuer: 'CedarHollow',
        type: 'regular',
        attributes: expect.objectContaining({
          userID: { value: expect.any(String), state: 'plain' },
        }),
      },
    })
  })

  it('belong to the client: a new client has none', async () => {
    const first = await mint(emulator)
    emulator.signIn()
    const second = await mint(emulator)

    expect(
      Object.keys((await json(await listProfiles(emulator.fetch, first)))['profiles'] ?? {}),
    ).toEqual(['Lumenwave'])
    expect(await json(await listProfiles(emulator.fetch, second))).toEqual({ profiles: {} })
  })

  it('belong to the first device identifier that requests them', async () => {
    const token = await mint(emulator)
    emulator.signIn()
    await listProfiles(emulator.fetch, token)
    const other = await listProfiles(emulator.fetch, token, `fingerprint ${base64('device-2')}`)

    expect(await json(other)).toEqual({ profiles: {} })
  })

  it('end after 30 days', async () => {
    emulator.setTokenLifetime(1e9)
    const token = await mint(emulator)
    emulator.signIn()
    const listed = async () => (await (await listProfiles(emulator.fetch, token)).json()).profiles

    expect(Object.keys(await listed())).toEqual(['Lumenwave'])
    emulator.advance(30 * 86_400_000)
    expect(await listed()).toEqual({})
  })

  it('are regular only; temporary and degraded profiles are found by MVPD', async () => {
    const token = await mint(emulator)
    emulator.signIn()
    emulator.signIn('FreePreview')
    const profiles = '/api/v2/REF30/profiles'
    const of = async (mvpd: string) =>
      json(
        await callApi(emulator.fetch, token, `${profiles}/${mvpd}`, {
          'ap-device-identifier': fingerprint,
        }),
      )

    expect(await of('FreePreview')).toMatchObject({
      profiles: { FreePreview: { type: 'temporary', issuer: 'Adobe' } },
    })
    expect(await of('Saltmarsh')).toMatchObject({ profiles: { Saltmarsh: { type: 'degraded' } } })
    const listed = await json(await listProfiles(emulator.fetch, token))
    expect(Object.keys(listed['profiles'] ?? {})).toEqual(['Lumenwave'])
  })

  it('are removed when the client is revoked', async () => {
    await mint(emulator)
    emulator.signIn()
    emulator.revokeClients()
    const token = await mint(emulator)

    expect(await json(await listProfiles(emulator.fetch, token))).toEqual({ profiles: {} })
  })

  it('cannot come from an MVPD that is not in the catalogue', async () => {
    expect(() => emulator.signIn('nobody')).toThrow(/nobody.*Lumenwave/)
    expect((await command(emulator.fetch, 'signIn', 'nobody')).status).toBe(400)
  })
})
