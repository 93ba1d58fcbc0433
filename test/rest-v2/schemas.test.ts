import type { PassEndpoint } from 'react-adobe-pass'
import {
  authorizationsSchema,
  authorize,
  configuration,
  configurationSchema,
  createPartnerProfile,
  createSession,
  logout,
  logoutsSchema,
  newSessionSchema,
  partnerAuthenticationRequest,
  partnerSessionSchema,
  preauthorizationsSchema,
  preauthorize,
  profile,
  profileForCode,
  profiles,
  profilesSchema,
  resumeSession,
  sessionSchema,
  sessionStatus,
  sessionStatusSchema,
} from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'

const redirectUrl = 'https://tv.test'
const session = { actionName: 'resume', code: 7, notAfter: '9' }
const decision = { resource: 'a', authorized: true, token: { serializedToken: 's' } }
const decisions = { mvpd: 'A', resources: ['a'] }
const viewer = { profiles: { A: { notAfter: '9', attributes: { zip: { value: 1 } } } } }

/** An exported schema, the endpoint that it belongs to, and an answer. */
const cases: readonly [
  name: string,
  build: () => z.ZodMiniType,
  endpoint: PassEndpoint<unknown>,
  answer: object,
][] = [
  [
    'configurationSchema',
    configurationSchema,
    configuration(),
    { requestor: { mvpds: [{ id: 7 }, {}] } },
  ],
  ['profilesSchema', profilesSchema, profiles(), viewer],
  ['profilesSchema', profilesSchema, profile({ mvpd: 'A' }), viewer],
  ['profilesSchema', profilesSchema, profileForCode({ code: 'C' }), viewer],
  [
    'profilesSchema',
    profilesSchema,
    createPartnerProfile({ partner: 'Apple', samlResponse: 's' }),
    viewer,
  ],
  ['newSessionSchema', newSessionSchema, createSession(), session],
  ['sessionSchema', sessionSchema, resumeSession({ code: 'C' }), session],
  [
    'sessionStatusSchema',
    sessionStatusSchema,
    sessionStatus({ code: 'C' }),
    { device: { model: 5, display: {} } },
  ],
  [
    'partnerSessionSchema',
    partnerSessionSchema,
    partnerAuthenticationRequest({ partner: 'Apple', domainName: 'tv.test', redirectUrl }),
    { actionName: 'partner_profile', authenticationRequest: { request: 'r' } },
  ],
  [
    'preauthorizationsSchema',
    preauthorizationsSchema,
    preauthorize(decisions),
    { decisions: [{ ...decision, token: {} }] },
  ],
  [
    'authorizationsSchema',
    authorizationsSchema,
    authorize(decisions),
    { decisions: [decision, { ...decision, token: {} }] },
  ],
  [
    'logoutsSchema',
    logoutsSchema,
    logout({ mvpd: 'A', redirectUrl }),
    { logouts: { A: { actionName: 'complete' } } },
  ],
]

afterEach(() => {
  vi.unstubAllGlobals()
  vi.doUnmock('zod/mini')
  vi.resetModules()
})

describe.each(cases)('%s()', (_, build, { schema, path }, answer) => {
  it(`reads an answer as the endpoint of ${path} does`, async () => {
    expect(await schema?.['~standard'].validate(answer)).toEqual({ value: build().parse(answer) })
  })

  it('reports the path at which an answer cannot be read', () => {
    expect(build().safeParse('x').error?.issues).toMatchObject([{ path: [] }])
  })
})

it('a schema is built when its first answer arrives, and only once', async () => {
  let built = 0
  const counted = (name: string, value: unknown) =>
    typeof value === 'function' && /^[a-z]/.test(name)
      ? (...given: unknown[]) => {
          built++
          return Reflect.apply(value, undefined, given)
        }
      : value
  vi.doMock('zod/mini', () =>
    Object.fromEntries(
      Object.entries<unknown>(z).map(([name, value]) => [name, counted(name, value)]),
    ),
  )
  vi.resetModules()
  await import('react-adobe-pass/entitlement')
  const restV2 = await import('react-adobe-pass/rest-v2')
  const read = () => restV2.profiles().schema?.['~standard'].validate(viewer)
  expect(restV2.profiles().schema).toBeDefined()
  expect(built).toBe(0)
  await read()
  expect(built).toBeGreaterThan(0)
  const once = built
  await read()
  expect(built).toBe(once)
})

it('no schema calls the Function constructor, which a strict CSP reports', async () => {
  const made = vi.fn<() => void>()
  vi.stubGlobal('Function', made)
  for (const [, build, , answer] of cases) build().parse(answer)
  expect(made).not.toHaveBeenCalled()
})

it('the package does not change the global configuration of zod', () => {
  expect(z.config()).toEqual({})
})
