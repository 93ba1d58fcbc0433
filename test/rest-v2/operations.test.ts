import {
  createPassClient,
  memoryStore,
  type PassClientOptions,
  type PassEndpoint,
  passQueryOptions,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import {
  authenticateUrl,
  authorize,
  createPartnerProfile,
  createSession,
  hashIdentity,
  logout,
  type PassHeaders,
  partnerAuthenticationRequest,
  passHeaders,
  preauthorize,
  profile,
  profileForCode,
  profiles,
  resumeSession,
  sessionStatus,
} from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'

const emulator = createPassEmulator({ throttle: false })
const statement = await emulator.softwareStatement()

/** Makes one call that gets `answer`. Returns the request, its path and the data. */
async function call<T>(
  endpoint: PassEndpoint<T>,
  answer: unknown,
  options: Partial<PassClientOptions> = {},
) {
  let sent: Request | undefined
  const pass = createPassClient({
    softwareStatement: statement,
    serviceProvider: 'REF30',
    store: memoryStore(),
    throttle: false,
    ...options,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (request.url.includes('/o/client/')) return emulator.fetch(request)
      sent = request
      return Response.json(answer)
    },
  })
  const data = await pass.request(endpoint)
  if (!sent) throw new Error('Nothing was sent')
  return { data, sent, path: new URL(sent.url).pathname + new URL(sent.url).search }
}

const headers: Required<PassHeaders> = {
  // The hash of an e-mail address, and another field that an identity may have.
  tempPassIdentity: { email: await hashIdentity('ada@example.com'), club: 'é' },
  subjectToken: 'subject.jws',
  rokuConnectToken: 'roku.jwe',
  serviceToken: 'service.jws',
  partnerFrameworkStatus: {
    frameworkPermissionInfo: { accessStatus: 'granted' },
    frameworkProviderInfo: { id: 'X', expirationDate: '1900000000000' },
  },
  visitorIdentifier: 'ecid',
}
const session = {
  actionName: 'authenticate',
  code: 'CODE',
  actionType: 'interactive',
  reasonType: 'none',
  serviceProvider: 'REF30',
  sessionId: 's',
}
const parameters = { mvpd: 'A B', domainName: 'example.com', redirectUrl: 'https://e.com/?a=1' }
const SSO = ['adobe-subject-token', 'x-roku-reserved-roku-connect-token', 'ad-service-token']
const VISITOR = 'ap-visitor-identifier'
const PARTNER = 'ap-partner-framework-status'
const TEMP_PASS = 'ap-temppass-identity'
const OPTIONAL = [...SSO, VISITOR, PARTNER, TEMP_PASS]

interface Row {
  readonly name: string
  readonly endpoint: PassEndpoint<unknown>
  readonly answer: unknown
  readonly sends: string
  readonly body?: string
  readonly device: boolean
  readonly lists: readonly string[]
}

const rows: Row[] = [
  {
    name: 'createSession',
    endpoint: createSession({ ...parameters, ...headers }),
    answer: session,
    sends: 'POST /api/v2/REF30/sessions',
    body: 'mvpd=A+B&domainName=example.com&redirectUrl=https%3A%2F%2Fe.com%2F%3Fa%3D1',
    device: true,
    lists: [...SSO, VISITOR],
  },
  {
    name: 'resumeSession',
    endpoint: resumeSession({ code: 'C/D', mvpd: 'A', ...headers }),
    answer: session,
    sends: 'POST /api/v2/REF30/sessions/C%2FD',
    body: 'mvpd=A',
    device: false,
    lists: [VISITOR],
  },
  {
    name: 'sessionStatus',
    endpoint: sessionStatus({ code: 'CODE', ...headers }),
    answer: {},
    sends: 'GET /api/v2/REF30/sessions/CODE',
    device: false,
    lists: [VISITOR],
  },
  {
    name: 'profiles',
    endpoint: profiles(headers),
    answer: {},
    sends: 'GET /api/v2/REF30/profiles',
    device: true,
    lists: [...SSO, VISITOR, PARTNER],
  },
  {
    name: 'profile',
    endpoint: profile({ mvpd: 'A', ...headers }),
    answer: {},
    sends: 'GET /api/v2/REF30/profiles/A',
    device: true,
    lists: OPTIONAL,
  },
  {
    name: 'profileForCode',
    endpoint: profileForCode({ code: 'CODE', ...headers }),
    answer: {},
    sends: 'GET /api/v2/REF30/profiles/code/CODE',
    device: false,
    lists: [VISITOR, TEMP_PASS],
  },
  {
    name: 'preauthorize',
    endpoint: preauthorize({ mvpd: 'A', resources: ['r1', 'r2'], ...headers }),
    answer: { decisions: [] },
    sends: 'POST /api/v2/REF30/decisions/preauthorize/A',
    body: '{"resources":["r1","r2"]}',
    device: true,
    lists: OPTIONAL,
  },
  {
    name: 'authorize',
    endpoint: authorize({ mvpd: 'A', resources: ['r1'], ...headers }),
    answer: { decisions: [] },
    sends: 'POST /api/v2/REF30/decisions/authorize/A',
    body: '{"resources":["r1"]}',
    device: true,
    lists: OPTIONAL,
  },
  {
    name: 'logout',
    endpoint: logout({ mvpd: 'A', redirectUrl: 'https://e.com/', ...headers }),
    answer: { logouts: {} },
    sends: 'GET /api/v2/REF30/logout/A?redirectUrl=https%3A%2F%2Fe.com%2F',
    device: true,
    lists: [...SSO, VISITOR],
  },
  {
    name: 'partnerAuthenticationRequest',
    endpoint: partnerAuthenticationRequest({
      partner: 'Apple',
      domainName: 'example.com',
      redirectUrl: 'https://e.com/',
      ...headers,
    }),
    answer: session,
    sends: 'POST /api/v2/REF30/sessions/sso/Apple',
    body: 'domainName=example.com&redirectUrl=https%3A%2F%2Fe.com%2F',
    device: true,
    lists: [VISITOR, PARTNER],
  },
  {
    name: 'createPartnerProfile',
    endpoint: createPartnerProfile({ partner: 'Apple', samlResponse: 'a+b=', ...headers }),
    answer: {},
    sends: 'POST /api/v2/REF30/profiles/sso/Apple',
    body: 'SAMLResponse=a%2Bb%3D',
    device: true,
    lists: [VISITOR, PARTNER],
  },
]

describe.each(rows)('$name', ({ endpoint, answer, sends, body = '', device, lists }) => {
  it('sends exactly the body and headers that its operation lists', async () => {
    const { sent, path } = await call(endpoint, answer)
    expect(`${sent.method} ${path}`).toBe(sends)
    expect(await sent.text()).toBe(body)
    expect(sent.headers.get('authorization')).toMatch(/^Bearer \S+$/)
    expect(sent.headers.has('ap-device-identifier')).toBe(device)
    expect(sent.headers.has('x-device-info')).toBe(device)
    expect(OPTIONAL.filter((name) => sent.headers.has(name)).sort()).toEqual([...lists].sort())
  })

  it('has a key if its headers identify a viewer, and the key contains no token', () => {
    const selects = lists.filter((name) => name !== VISITOR)
    expect(endpoint.key === undefined).toBe(selects.length === 0)
    expect(String(endpoint.key)).not.toMatch(/subject|roku|service\.|example/)
  })
})

it('sends no optional header unless it is given', async () => {
  const { sent } = await call(profiles(), {})
  expect(OPTIONAL.filter((name) => sent.headers.has(name))).toEqual([])
})

describe('headers that are set on the client', () => {
  const bare = (endpoint: PassEndpoint<unknown>) => ({ ...endpoint, headers: {} })

  it.each(rows)(
    'are sent with $name if its operation lists them',
    async ({ endpoint, answer, lists }) => {
      const { sent } = await call(bare(endpoint), answer, { headers: passHeaders(headers) })
      expect(OPTIONAL.filter((name) => sent.headers.has(name)).sort()).toEqual([...lists].sort())
    },
  )

  it('are matched without regard to case', async () => {
    const lower = Object.fromEntries(
      Object.entries(passHeaders({ serviceToken: 'client' })).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    )
    const { sent } = await call(bare(profiles()), {}, { headers: lower })
    expect(sent.headers.get('ad-service-token')).toBe('client')
  })

  it('are overridden by those of the call', async () => {
    const options = { headers: passHeaders({ serviceToken: 'client' }) }
    const { sent } = await call(profiles({ serviceToken: 'call' }), {}, options)
    expect(sent.headers.get('ad-service-token')).toBe('call')
  })

  it('change the query keys without appearing in them', () => {
    const key = (serviceToken: string) =>
      passQueryOptions(
        createPassClient({
          softwareStatement: statement,
          serviceProvider: 'REF30',
          headers: passHeaders({ serviceToken }),
        }),
        profiles(),
      ).queryKey
    expect(key('one.secret')).not.toEqual(key('two.secret'))
    expect(JSON.stringify(key('one.secret'))).not.toContain('secret')
  })
})

it('the key distinguishes two viewers, but not two visits of one viewer', () => {
  const key = (email: string, visitorIdentifier?: string) =>
    profile({ mvpd: 'A', tempPassIdentity: { email }, visitorIdentifier }).key
  expect(key('a@e.com')).not.toBe(key('b@e.com'))
  expect(key('a@e.com', 'one')).toBe(key('a@e.com', 'two'))
})

it('encodes an identity as base64 over UTF-8', async () => {
  const { sent } = await call(profile({ mvpd: 'A', ...headers }), {})
  const decoded = Buffer.from(String(sent.headers.get(TEMP_PASS)), 'base64').toString()
  expect(JSON.parse(decoded)).toEqual(headers.tempPassIdentity)
})

describe('the answer', () => {
  it('has times as numbers, and `domainName` for the parameter `domain`', async () => {
    const { data } = await call(createSession(), {
      ...session,
      missingParameters: ['mvpd', 'domain', 'redirectUrl'],
      notBefore: '1700000000000',
      notAfter: '1700000600000',
      url: '/api/v2/authenticate/REF30/CODE',
      news: true,
    })
    expect(data).toEqual({
      ...session,
      missingParameters: ['mvpd', 'domainName', 'redirectUrl'],
      notBefore: 1_700_000_000_000,
      notAfter: 1_700_000_600_000,
      url: '/api/v2/authenticate/REF30/CODE',
    })
  })

  it('has the enhanced error of a single decision, and the media token', async () => {
    const decision = { serviceProvider: 'REF30', mvpd: 'A', source: 'mvpd' }
    const error = {
      action: 'none',
      status: 403,
      code: 'authorization_denied_by_mvpd',
      message: 'Your provider refuses.',
      details: 'Upgrade.',
    }
    const token = { serializedToken: 't', notBefore: 1, notAfter: 2 }
    const { data } = await call(authorize({ mvpd: 'A', resources: ['r1', 'r2'] }), {
      decisions: [
        { ...decision, resource: 'r1', authorized: false, error: { ...error, novelty: 1 } },
        { ...decision, resource: 'r2', authorized: true, token, notAfter: '9' },
      ],
    })
    expect(data.decisions).toEqual([
      { ...decision, resource: 'r1', authorized: false, error },
      { ...decision, resource: 'r2', authorized: true, token, notAfter: 9 },
    ])
  })

  it('has no error, token or time if they are null', async () => {
    const bare = {
      resource: 'r',
      serviceProvider: 'R',
      mvpd: 'A',
      source: 'mvpd',
      authorized: true,
    }
    const { data } = await call(authorize({ mvpd: 'A', resources: ['r'] }), {
      decisions: [{ ...bare, error: null, token: null, notBefore: null, notAfter: null }],
    })
    expect(data).toStrictEqual({ decisions: [bare] })
  })

  it('accepts a value that Adobe adds later', async () => {
    const { data } = await call(logout({ mvpd: 'A', redirectUrl: 'https://e.com/' }), {
      logouts: { A: { actionName: 'teleport', actionType: 'none', mvpd: 'A' } },
    })
    expect(data.logouts.A?.actionName).toBe('teleport')
  })

  it('is refused with the path of a value of the wrong type', async () => {
    const wrong = { decisions: [{ resource: 'r1', authorized: 'yes' }] }
    await expect(call(preauthorize({ mvpd: 'A', resources: ['r1'] }), wrong)).rejects.toMatchObject(
      {
        name: 'PassResponseError',
        issues: ['decisions.0.authorized'],
      },
    )
  })
})

describe('authenticateUrl', () => {
  const origin = 'https://api.auth.adobe.com'

  it('returns a URL with encoded parts', () => {
    expect(authenticateUrl({ origin, serviceProvider: 'REF30' }, { code: 'A/B' })).toBe(
      'https://api.auth.adobe.com/api/v2/authenticate/REF30/A%2FB',
    )
  })

  it('throws without a service provider', () => {
    expect(() => authenticateUrl({ origin, serviceProvider: undefined }, { code: 'A' })).toThrow(
      'serviceProvider',
    )
  })
})
