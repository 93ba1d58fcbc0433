import { type PassEndpoint, PassResponseError } from 'react-adobe-pass'
import {
  authorize,
  configuration,
  createSession,
  logout,
  partnerAuthenticationRequest,
  preauthorize,
  profiles,
  resumeSession,
  sessionStatus,
} from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { makePass } from './testbed.ts'

const ask = async <T>(endpoint: PassEndpoint<T>, answer: unknown): Promise<T> =>
  (await makePass(answer)).request(endpoint)

/** Returns the paths at which an answer is refused. */
const issuesOf = async (endpoint: PassEndpoint<unknown>, answer: unknown) => {
  const error = await ask(endpoint, answer).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(PassResponseError)
  return error instanceof PassResponseError ? error.issues : undefined
}

const odd = [null, {}, [], [[]], true] as const

describe('a configuration', () => {
  const mvpdsOf = async (...mvpds: readonly unknown[]) =>
    (await ask(configuration(), { requestor: { mvpds } })).requestor.mvpds
  const good = { id: 'Good', displayName: 'Good' }

  it.each([
    ['no id', { displayName: 'A' }],
    ['an id that is null', { id: null }],
    ['an empty id', { id: '' }],
    ['a blank id', { id: ' \n' }],
    ['an id that cannot be in a path', { id: '..' }],
    ['an id that is a lone surrogate', { id: '\ud800' }],
    ['an id that is a list', { id: ['A'] }],
    ['a string in place of an object', 'A'],
    ['null in place of an object', null],
    ['a list in place of an object', [{ id: 'A' }]],
  ])('drops an MVPD with %s, and keeps the others', async (_, mvpd) => {
    expect(await mvpdsOf(good, mvpd, { ...good, id: 'Other' })).toEqual([
      good,
      { ...good, id: 'Other' },
    ])
  })

  it('converts numbers to strings and strings to booleans', async () => {
    const mvpd = { id: 42, displayName: 7, boardingStatus: 3, isTempPass: 'false', isProxy: 'TRUE' }
    expect(await mvpdsOf(mvpd)).toStrictEqual([
      { id: '42', displayName: '7', boardingStatus: '3', isTempPass: false, isProxy: true },
    ])
  })

  it.each(odd)('keeps an MVPD without its optional fields if they are %j', async (value) => {
    const names = ['displayName', 'logoUrl', 'platformMappingId', 'boardingStatus']
    const flags = ['isProxy', 'authPerAggregator', 'passiveAuthnEnabled'].filter(
      () => value !== true,
    )
    const fields = Object.fromEntries([...names, ...flags].map((name) => [name, value]))
    expect(await mvpdsOf({ id: 'A', ...fields })).toStrictEqual([{ id: 'A', displayName: 'A' }])
  })

  it('drops blank strings', async () => {
    expect(await mvpdsOf({ id: 'A', displayName: ' ', logoUrl: '', isProxy: '' })).toStrictEqual([
      { id: 'A', displayName: 'A' },
    ])
  })

  it('needs no id or name of the service provider, and drops malformed domains', async () => {
    const domains = [{ name: 'a.test' }, {}, 'b.test', { name: 'c.test', mvpdInitiated: 'maybe' }]
    expect(await ask(configuration(), { requestor: { name: [], domains, mvpds: [] } })).toEqual({
      requestor: { domains: [{ name: 'a.test' }, { name: 'c.test' }], mvpds: [] },
    })
    expect(await ask(configuration(), { requestor: { domains: 'x' } })).toEqual({
      requestor: { domains: [], mvpds: [] },
    })
  })

  it.each([
    ['no requestor', {}, ['requestor']],
    ['a requestor that is a list', { requestor: [] }, ['requestor']],
    ['MVPDs that are a map', { requestor: { mvpds: {} } }, ['requestor.mvpds']],
    ['MVPDs that are a string', { requestor: { mvpds: 'A' } }, ['requestor.mvpds']],
    [
      'only unreadable MVPDs',
      { requestor: { mvpds: [{ name: 'A' }, 5] } },
      ['requestor.mvpds.0.id', 'requestor.mvpds.1'],
    ],
  ])('is refused with %s', async (_, answer, issues) => {
    expect(await issuesOf(configuration(), answer)).toEqual(issues)
  })
})

describe('a session', () => {
  const bare = { actionName: 'authenticate', code: 'CODE', url: '/api/v2/x' }

  it('needs only actionName, and a code unless the action is authorize', async () => {
    expect(await ask(createSession(), bare)).toStrictEqual({ ...bare, missingParameters: [] })
    expect(await ask(createSession(), { actionName: 'authorize' })).toStrictEqual({
      actionName: 'authorize',
      missingParameters: [],
    })
  })

  it.each(odd)('drops the optional fields if they are %j', async (value) => {
    const fields = {
      actionType: value,
      reasonType: value,
      sessionId: value,
      serviceProvider: value,
      mvpd: value,
      notBefore: value,
      notAfter: value,
    }
    expect(await ask(createSession(), { ...bare, ...fields })).toStrictEqual({
      ...bare,
      missingParameters: [],
    })
  })

  it('reads a numeric code, and a single missing parameter that is not in a list', async () => {
    const answer = { actionName: 'resume', code: 1234567, missingParameters: 'domain' }
    expect(await ask(createSession(), answer)).toEqual({
      actionName: 'resume',
      code: '1234567',
      missingParameters: ['domainName'],
    })
  })

  it('drops malformed names of missing parameters', async () => {
    const missingParameters = ['mvpd', null, {}, 'domain', '']
    const answer = { actionName: 'resume', code: 'CODE', missingParameters }
    expect((await ask(createSession(), answer)).missingParameters).toEqual(['mvpd', 'domainName'])
  })

  it.each([
    ['actionName', { code: 'CODE' }],
    ['actionName', { ...bare, actionName: {} }],
    ['code', { ...bare, code: undefined }],
    ['code', { ...bare, code: '' }],
    ['code', { ...bare, code: '..' }],
    ['code', { actionName: 'resume', code: ['CODE'], missingParameters: ['mvpd'] }],
    ['code', { actionName: 'retry' }],
    ['missingParameters', { ...bare, missingParameters: {} }],
  ])('is refused without a readable %s: %j', async (name, answer) => {
    expect(await issuesOf(createSession(), answer)).toEqual([name])
  })

  it('that is resumed needs no code, because the caller knows it', async () => {
    const answer = { actionName: 'authenticate', url: '/x' }
    expect(await ask(resumeSession({ code: 'CODE' }), answer)).toEqual({
      ...answer,
      missingParameters: [],
    })
  })

  it('with a partner needs the authentication request', async () => {
    const endpoint = partnerAuthenticationRequest({
      partner: 'Apple',
      domainName: 'tv.test',
      redirectUrl: 'https://tv.test',
    })
    const answer = (authenticationRequest: unknown) => ({
      actionName: 'partner_profile',
      authenticationRequest,
    })
    expect(
      await ask(endpoint, answer({ request: 'r', type: 5, attributesNames: ['a', null] })),
    ).toMatchObject({ authenticationRequest: { request: 'r', type: '5', attributesNames: ['a'] } })
    expect(
      (await ask(endpoint, answer({ request: 'r', attributesNames: {} }))).authenticationRequest,
    ).toStrictEqual({ request: 'r', attributesNames: [] })
    for (const request of [undefined, {}, { request: [] }, 'r']) {
      expect(await issuesOf(endpoint, answer(request))).toEqual(['authenticationRequest'])
    }
    // The fallback is an ordinary sign-in.
    const fallback = { ...bare, reasonType: 'pfs_fallback' }
    expect(await ask(endpoint, fallback)).toEqual({ ...fallback, missingParameters: [] })
    expect(await issuesOf(endpoint, { ...fallback, code: undefined })).toEqual(['code'])
  })
})

describe('a session status', () => {
  const status = (answer: unknown) => ask(sessionStatus({ code: 'CODE' }), answer)

  it('may be empty', async () => {
    expect(await status({})).toEqual({ existingParameters: {}, missingParameters: [] })
  })

  it('names the domain `domainName` in existing and missing parameters', async () => {
    expect(
      await status({ existingParameters: { domain: 'a.test' }, missingParameters: ['domain'] }),
    ).toEqual({ existingParameters: { domainName: 'a.test' }, missingParameters: ['domainName'] })
    expect(
      (await status({ existingParameters: { domain: 'a.test', domainName: 'b.test' } }))
        .existingParameters,
    ).toEqual({ domainName: 'b.test' })
  })

  it('drops malformed existing parameters', async () => {
    const existingParameters = { mvpd: 7, redirectUrl: {}, domainName: '', other: null, more: 'x' }
    expect((await status({ existingParameters })).existingParameters).toEqual({
      mvpd: '7',
      more: 'x',
    })
    expect((await status({ existingParameters: ['mvpd'] })).existingParameters).toEqual({})
  })

  it('contains the device as Adobe recognised it, with the fields that exist', async () => {
    const device = {
      type: 'TV',
      model: 'OLED55',
      hardware: { name: 'LG TV', manufacturer: 'LG', version: { major: 4 } },
      operatingSystem: { name: 'webOS', vendor: 'LG' },
      display: { width: 3840 },
    }
    expect((await status({ device })).device).toEqual(device)
  })

  it('drops malformed fields of the device', async () => {
    const device = {
      type: {},
      model: 55,
      hardware: 'LG',
      operatingSystem: { name: [], vendor: 'LG' },
    }
    expect((await status({ device })).device).toStrictEqual({
      model: '55',
      operatingSystem: { vendor: 'LG' },
    })
    for (const other of ['TV', [], null, 5]) {
      expect((await status({ device: other })).device).toBeUndefined()
    }
  })

  it('ignores a `__proto__` key of the device', async () => {
    const answer: unknown = JSON.parse('{"device":{"__proto__":{"model":"x"},"type":"TV"}}')
    const { device } = await status(answer)
    expect(Object.getPrototypeOf(device)).toBe(Object.prototype)
    expect(device).toStrictEqual({ type: 'TV' })
  })
})

describe('profiles', () => {
  const profile = { notBefore: 1, notAfter: 2, issuer: 'A', type: 'regular', attributes: {} }
  const read = async (list: unknown) => (await ask(profiles(), { profiles: list })).profiles

  it('drop a malformed one, and keep the others', async () => {
    const { notAfter: _, ...endless } = profile
    expect(
      await read({ A: profile, B: endless, C: 'x', D: null, E: { ...profile, notAfter: 'soon' } }),
    ).toEqual({ A: profile })
    expect(await read({ A: profile, '': profile, '..': profile })).toEqual({ A: profile })
  })

  it('need only notAfter', async () => {
    expect(await read({ A: { notAfter: '9' } })).toStrictEqual({
      A: { notAfter: 9, attributes: {} },
    })
    const oddities = { notBefore: 'soon', issuer: {}, type: [], attributes: 'x' }
    expect(await read({ A: { ...profile, ...oddities } })).toStrictEqual({
      A: { notAfter: 2, attributes: {} },
    })
  })

  it('are refused if none can be read, because that must not sign the viewer out', async () => {
    expect(
      await issuesOf(profiles(), { profiles: { A: { ...profile, notAfter: {} }, B: 5 } }),
    ).toEqual(['profiles.A.notAfter', 'profiles.B'])
    expect(await issuesOf(profiles(), { profiles: [profile] })).toEqual(['profiles'])
    expect(await issuesOf(profiles(), { profiles: 'none' })).toEqual(['profiles'])
  })
})

describe('user metadata', () => {
  const read = async (attributes: unknown) => {
    const profile = { notAfter: 2, attributes }
    return (await ask(profiles(), { profiles: { A: profile } })).profiles['A']?.attributes
  }

  it('is read even if an item has no value: its certificate is missing or it failed', async () => {
    const error = { code: 'invalid_configuration_user_metadata_certificate', status: 500 }
    const attributes = {
      zip: { state: 'enc' },
      householdID: { error },
      maxRating: {},
      userID: { value: 'u', state: 'plain' },
      own: { state: 'enc', error },
    }
    expect(await read(attributes)).toStrictEqual(attributes)
  })

  it('reads an error that is only a code, as the contract defines it', async () => {
    expect(await read({ zip: { error: 'internal_error' } })).toEqual({
      zip: { error: { code: 'internal_error' } },
    })
  })

  it.each(odd)('drops an item that is %j, but keeps an empty object', async (item) => {
    const attributes = { userID: { value: 'u' }, zip: item, own: item }
    // An empty object is an item without a value.
    const empty = JSON.stringify(item) === '{}'
    expect(await read(attributes)).toEqual({
      userID: { value: 'u' },
      ...(empty && { zip: {}, own: {} }),
    })
  })

  it('has the documented types', async () => {
    const attributes = {
      userID: { value: 12345 },
      householdID: { value: 'h', state: 'plain' },
      is_hoh: { value: 1 },
      hba_status: { value: 'true' },
      allowMirroring: { value: 'False' },
      onNet: { value: true },
      inHome: { value: false },
      zip: { value: 90210 },
      channelID: { value: ['a', 7, null] },
      maxRating: { value: { MPAA: 'PG-13', VCHIP: 'TV-14', URL: null, other: 'X' } },
    }
    expect(await read(attributes)).toStrictEqual({
      userID: { value: '12345' },
      householdID: { value: 'h', state: 'plain' },
      is_hoh: { value: '1' },
      hba_status: { value: true },
      allowMirroring: { value: false },
      onNet: { value: true },
      inHome: { value: false },
      zip: { value: ['90210'] },
      channelID: { value: ['a', '7'] },
      maxRating: { value: { MPAA: 'PG-13', VCHIP: 'TV-14', other: 'X' } },
    })
  })

  it('drops a value that its type does not allow', async () => {
    const attributes = {
      userID: { value: {} },
      hba_status: { value: 'maybe', state: 'plain' },
      zip: { value: {} },
      maxRating: { value: 'PG' },
    }
    expect(await read(attributes)).toStrictEqual({
      userID: {},
      hba_status: { state: 'plain' },
      zip: {},
      maxRating: {},
    })
  })

  it.each(['zip', 'maxRating', 'hba_status', 'channelID', 'userID', 'own'])(
    'keeps %s a string if it is encrypted',
    async (name) => {
      const sealed = { value: 'true', state: 'enc' }
      expect(await read({ [name]: sealed })).toStrictEqual({ [name]: sealed })
      expect(await read({ [name]: { ...sealed, value: ['x'] } })).toStrictEqual({
        [name]: { state: 'enc' },
      })
    },
  )

  it('keeps items with other names unchanged', async () => {
    const attributes = {
      remaining_resources: { value: '2' },
      used_assets: { value: [{ id: 1 }] },
      deep: { value: { true: ['true'] }, state: 'plain' },
      constructor: { value: 'true' },
      toString: { value: 5 },
    }
    expect(await read(attributes)).toEqual(attributes)
  })

  it('drops a state other than plain and enc', async () => {
    expect(await read({ userID: { value: 'u', state: 'hashed' } })).toStrictEqual({
      userID: { value: 'u' },
    })
  })

  it('stays the same when it is read again, as data that a page has stored', async () => {
    const once = await read({
      userID: { value: 7, state: 'x' },
      zip: { value: 'one', error: 'internal_error' },
      hba_status: { value: 'true' },
      maxRating: { value: { MPAA: 'G' } },
      own: { value: null },
      sealed: { value: 'x', state: 'enc' },
    })
    expect(await read(once)).toStrictEqual(once)
  })
})

describe('decisions', () => {
  const endpoint = authorize({ mvpd: 'A', resources: ['a'] })
  const token = { serializedToken: 's' }
  const permit = { resource: 'a', authorized: true, token }
  const read = async (...decisions: readonly unknown[]) =>
    (await ask(endpoint, { decisions })).decisions

  it('drop a malformed one, and keep the others', async () => {
    expect(
      await read(
        permit,
        { resource: 'b' },
        { authorized: true },
        { resource: 'c', authorized: 'yes' },
        'd',
        null,
      ),
    ).toEqual([permit])
  })

  it.each(['true', 1, {}, [], null, undefined])(
    'are dropped, not treated as a permit, if authorized is %j',
    async (authorized) => {
      expect(await read({ ...permit, authorized }, { ...permit, resource: 'b' })).toEqual([
        { ...permit, resource: 'b' },
      ])
      expect(await issuesOf(endpoint, { decisions: [{ ...permit, authorized }] })).toEqual([
        'decisions.0.authorized',
      ])
    },
  )

  it.each(odd)('drop the optional fields if they are %j', async (value) => {
    const fields = {
      serviceProvider: value,
      mvpd: value,
      source: value,
      error: value,
      notBefore: value,
      notAfter: value,
    }
    const error = JSON.stringify(value) === '{}' ? { error: {} } : {}
    expect(await read({ ...permit, ...fields })).toStrictEqual([{ ...permit, ...error }])
  })

  it('need only serializedToken of a media token', async () => {
    const times = { issuedAt: {}, notBefore: 'soon', notAfter: '5' }
    expect(await read({ ...permit, token: { ...token, ...times } })).toStrictEqual([
      { ...permit, token: { ...token, notAfter: 5 } },
    ])
  })

  it.each([{}, { serializedToken: '' }, { serializedToken: 5 }, 'token', []])(
    'are refused if a permit has the media token %j',
    async (other) => {
      expect(await issuesOf(endpoint, { decisions: [{ ...permit, token: other }] })).toEqual([
        expect.stringMatching(/^decisions\.0\.token/),
      ])
    },
  )

  it('need no media token for a denial or from preauthorize', async () => {
    const denial = { resource: 'a', authorized: false, error: { code: 'x' } }
    expect(await read({ ...denial, token: {} })).toStrictEqual([denial])
    const preauthorized = preauthorize({ mvpd: 'A', resources: ['a'] })
    expect(await ask(preauthorized, { decisions: [{ ...permit, token: {} }] })).toStrictEqual({
      decisions: [{ resource: 'a', authorized: true }],
    })
  })

  it.each([
    [{}, 'decisions'],
    [{ decisions: null }, 'decisions'],
    [{ decisions: {} }, 'decisions'],
    [{ decisions: 'none' }, 'decisions'],
    [{ decisions: [5] }, 'decisions.0'],
  ])('are refused if the answer is %j', async (answer, path) => {
    expect(await issuesOf(endpoint, answer)).toEqual([path])
  })

  it('may be an empty list', async () => {
    expect(await read()).toEqual([])
  })
})

describe('logouts', () => {
  const endpoint = logout({ mvpd: 'A', redirectUrl: 'https://tv.test' })
  const read = async (logouts: unknown) => (await ask(endpoint, { logouts })).logouts

  it('need only actionName', async () => {
    expect(await read({ A: { actionName: 'complete' } })).toEqual({
      A: { actionName: 'complete', mvpd: 'A' },
    })
  })

  it.each(odd)('drop the optional fields if they are %j', async (value) => {
    expect(
      await read({ A: { actionName: 'logout', actionType: value, mvpd: value, url: value } }),
    ).toStrictEqual({ A: { actionName: 'logout', mvpd: 'A' } })
  })

  it('drop malformed entries, because the viewer is signed out anyway', async () => {
    expect(await read({ A: { actionName: 'complete' }, B: {}, C: 'x' })).toEqual({
      A: { actionName: 'complete', mvpd: 'A' },
    })
    expect(await read({ A: {} })).toEqual({})
  })

  it.each([{}, { logouts: [] }, { logouts: null }, []])(
    'are refused if the answer is %j',
    async (answer) => {
      expect(await issuesOf(endpoint, answer)).toEqual([Array.isArray(answer) ? '' : 'logouts'])
    },
  )
})
