import fc from 'fast-check'
import { type PassEndpoint, PassResponseError } from 'react-adobe-pass'
import {
  answerUrl,
  authorize,
  configuration,
  createSession,
  logout,
  partnerAuthenticationRequest,
  profiles,
  sessionStatus,
} from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const urls = { domainName: 'tv.test', redirectUrl: 'https://tv.test' }
const text = z.string()
const texts = z.array(text)
const flag = z.optional(z.boolean())
const maybe = z.optional(text)
const time = z.optional(z.number())

const enhancedError = z.strictObject({
  action: maybe,
  status: time,
  code: maybe,
  message: maybe,
  details: maybe,
  helpUrl: maybe,
  trace: maybe,
})

/** An item of user metadata with a value of this type, or with a string if it is encrypted. */
const attribute = (value: z.ZodMiniType) => {
  const item = { error: z.optional(enhancedError) }
  return z.optional(
    z.union([
      z.strictObject({ ...item, value: maybe, state: z.literal('enc') }),
      z.strictObject({ ...item, value: z.optional(value), state: z.optional(z.literal('plain')) }),
    ]),
  )
}
const part = z.optional(
  z.looseObject({ name: maybe, vendor: maybe, manufacturer: maybe, family: maybe }),
)

const session = {
  actionName: text,
  actionType: maybe,
  reasonType: maybe,
  missingParameters: texts,
  url: maybe,
  code: maybe,
  sessionId: maybe,
  mvpd: maybe,
  serviceProvider: maybe,
  notBefore: time,
  notAfter: time,
}
const sessionAnswer = {
  actionName: 'authenticate',
  actionType: 'interactive',
  reasonType: 'none',
  missingParameters: ['domain'],
  url: '/x',
  code: 'CODE',
  sessionId: 'id',
  mvpd: 'A',
  serviceProvider: 'REF30',
  notBefore: '1',
  notAfter: '2',
}
const error = {
  action: 'none',
  status: 403,
  code: 'x',
  message: 'm',
  details: 'd',
  helpUrl: 'h',
  trace: 't',
}
const mvpd = { id: 'A', displayName: 'a', logoUrl: 'l', isTempPass: true, boardingStatus: 'x' }

/** A sample answer of each endpoint, and its type, written again as a strict schema. */
const cases: readonly [
  what: string,
  endpoint: PassEndpoint<unknown>,
  sample: object,
  type: z.ZodMiniType,
][] = [
  [
    'profiles',
    profiles(),
    {
      profiles: {
        A: {
          notBefore: 1,
          notAfter: '2',
          issuer: 'A',
          type: 'regular',
          attributes: {
            userID: { value: 7, error },
            zip: { value: ['1'], state: 'plain' },
            maxRating: { value: { MPAA: 'G' } },
            onNet: { value: 'true' },
            language: { value: 'x', state: 'enc' },
            id: { value: 7 },
          },
        },
      },
    },
    z.strictObject({
      profiles: z.record(
        text,
        z.strictObject({
          notBefore: time,
          notAfter: z.number(),
          issuer: maybe,
          type: maybe,
          attributes: z.catchall(
            z.object({
              userID: attribute(text),
              zip: attribute(texts),
              maxRating: attribute(z.record(text, text)),
              onNet: attribute(z.boolean()),
              language: attribute(text),
            }),
            attribute(z.unknown()),
          ),
        }),
      ),
    }),
  ],
  [
    'configuration',
    configuration(),
    {
      requestor: {
        id: 'R',
        name: 'r',
        domains: [{ name: 'd', mvpdInitiated: true }],
        mvpds: [mvpd],
      },
    },
    z.strictObject({
      requestor: z.strictObject({
        id: maybe,
        name: maybe,
        domains: z.array(z.strictObject({ name: text, mvpdInitiated: flag })),
        mvpds: z.array(
          z.strictObject({
            id: text,
            displayName: text,
            logoUrl: maybe,
            isTempPass: flag,
            isProxy: flag,
            boardingStatus: maybe,
            platformMappingId: maybe,
            enablePlatformServices: flag,
            displayInPlatformPicker: flag,
            enforcePlatformPermissions: flag,
            authPerAggregator: flag,
            authPerBrowserSession: flag,
            passiveAuthnEnabled: flag,
          }),
        ),
      }),
    }),
  ],
  ['a session', createSession(), sessionAnswer, z.strictObject(session)],
  [
    'a session status',
    sessionStatus({ code: 'C' }),
    {
      existingParameters: { mvpd: 'A' },
      missingParameters: ['domain'],
      device: { type: 'TV', model: 'm', hardware: { name: 'h' }, display: { width: 1 } },
      notBefore: 1,
      notAfter: '2',
    },
    z.strictObject({
      existingParameters: z.record(text, text),
      missingParameters: texts,
      device: z.optional(
        z.looseObject({
          type: maybe,
          model: maybe,
          hardware: part,
          operatingSystem: part,
          browser: part,
        }),
      ),
      notBefore: time,
      notAfter: time,
    }),
  ],
  [
    'decisions',
    authorize({ mvpd: 'A', resources: ['x'] }),
    {
      decisions: [
        {
          resource: 'x',
          serviceProvider: 'R',
          mvpd: 'A',
          source: 'mvpd',
          authorized: true,
          error,
          token: { serializedToken: 's', issuedAt: 1, notBefore: '1', notAfter: 2 },
          notBefore: 1,
          notAfter: '2',
        },
      ],
    },
    z.strictObject({
      decisions: z.array(
        z.strictObject({
          resource: text,
          serviceProvider: maybe,
          mvpd: maybe,
          source: maybe,
          authorized: z.boolean(),
          error: z.optional(enhancedError),
          token: z.optional(
            z.strictObject({
              serializedToken: text,
              issuedAt: time,
              notBefore: time,
              notAfter: time,
            }),
          ),
          notBefore: time,
          notAfter: time,
        }),
      ),
    }),
  ],
  [
    'logouts',
    logout({ mvpd: 'A', redirectUrl: 'https://tv.test' }),
    { logouts: { A: { actionName: 'logout', actionType: 'interactive', mvpd: 'A', url: '/x' } } },
    z.strictObject({
      logouts: z.record(
        text,
        z.strictObject({ actionName: text, actionType: maybe, mvpd: text, url: maybe }),
      ),
    }),
  ],
  [
    'a partner session',
    partnerAuthenticationRequest({ partner: 'Apple', ...urls }),
    {
      ...sessionAnswer,
      authenticationRequest: { type: 't', request: 'r', attributesNames: ['a'] },
    },
    z.strictObject({
      ...session,
      authenticationRequest: z.optional(
        z.strictObject({ type: maybe, request: text, attributesNames: texts }),
      ),
    }),
  ],
]

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, '', '7', 'NaN', '1e999', '-1', '0x10', '١٢', '9'.repeat(400)),
  fc.constantFrom<unknown>(true, 0, -0, 1e308, [], [null], {}, [[]], 'domain', '\ud800'),
  fc.constantFrom('{"__proto__":{"id":1}}', '{"constructor":1,"toString":2}').map(parse),
)

function parse(json: string): unknown {
  return JSON.parse(json)
}

/** Returns the value as it comes over the wire, without `undefined`. */
const copy = (json: unknown) => parse(JSON.stringify(json))

/** Lists all objects and lists inside the value, with each of their keys. */
const placesIn = (json: unknown): { in: Record<PropertyKey, unknown>; key: PropertyKey }[] =>
  Object(json) === json
    ? Object.entries(Object(json)).flatMap(([key, value]) => [
        { in: Object(json), key },
        ...placesIn(value),
      ])
    : []

/** Generates damaged copies of the sample: some values are replaced, removed or added. */
const damaged = (sample: object) =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('set', 'remove', 'add'), odd, fc.string()), {
      maxLength: 4,
    })
    .map((damages) => {
      const json = copy(sample)
      for (const [n, how, value, name] of damages) {
        const places = placesIn(json)
        const place = places[n % places.length]
        if (!place) continue
        if (how === 'remove') delete place.in[place.key]
        else {
          const key = how === 'add' ? name : place.key
          Object.defineProperty(place.in, key, {
            value: copy(value),
            configurable: true,
            enumerable: true,
            writable: true,
          })
        }
      }
      return copy(json)
    })

describe.each(cases)('the schema of %s', (_, { schema }, sample, type) => {
  const validate = (json: unknown) => schema?.['~standard'].validate(json)

  it('reads a valid answer', async () => {
    const result = await validate(sample)
    expect(result?.issues).toBeUndefined()
    expect(type.safeParse(result && 'value' in result && result.value).error).toBeUndefined()
  })

  it('never throws on any input, and its output always fits the type', async () => {
    let read = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: damaged(sample) }, odd), async (json) => {
        const result = await validate(json)
        if (!result) throw new Error('It has no schema')
        if (result.issues?.length) return
        read++
        const value = 'value' in result && result.value
        const { error: misfit } = type.safeParse(value)
        expect(misfit).toBeUndefined()
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
        // The output is valid input, because data that a page has stored is read again.
        expect(await validate(value)).toEqual({ value })
      }),
      { numRuns: 1_500, seed: 1 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(read).toBeGreaterThan(100)
  })
})

/** Answers with one item to damage and a valid one, and how to find the valid one. */
const pairs: readonly {
  what: string
  endpoint: PassEndpoint<unknown>
  item: object
  whole: (item: unknown) => object
  other: (answer: unknown) => unknown
}[] = [
  {
    what: 'an MVPD',
    endpoint: configuration(),
    item: mvpd,
    whole: (item) => ({ requestor: { mvpds: [item, { id: 'B', displayName: 'b' }] } }),
    other: (answer) => Object(answer).requestor.mvpds.slice(-1),
  },
  {
    what: 'a profile',
    endpoint: profiles(),
    item: { notAfter: 1, type: 'regular', attributes: { zip: { value: ['1'] } } },
    whole: (item) => ({ profiles: { A: item, B: { notAfter: 2, attributes: {} } } }),
    other: (answer) => Object(answer).profiles.B,
  },
  {
    what: 'an item of user metadata',
    endpoint: profiles(),
    item: { value: ['1'], state: 'enc', error },
    whole: (item) => ({
      profiles: { A: { notAfter: 1, attributes: { zip: item, own: { value: 1 } } } },
    }),
    other: (answer) => Object(answer).profiles.A.attributes.own,
  },
  {
    what: 'a decision',
    endpoint: authorize({ mvpd: 'A', resources: ['x', 'y'] }),
    item: { resource: 'x', authorized: false, error, token: { serializedToken: 's' } },
    whole: (item) => ({ decisions: [item, { resource: 'y', authorized: false }] }),
    other: (answer) => Object(answer).decisions.slice(-1),
  },
  {
    what: 'a result of a logout',
    endpoint: logout({ mvpd: 'A', redirectUrl: 'https://tv.test' }),
    item: { actionName: 'logout', actionType: 'interactive', mvpd: 'A', url: '/x' },
    whole: (item) => ({ logouts: { A: item, B: { actionName: 'complete', mvpd: 'B' } } }),
    other: (answer) => Object(answer).logouts.B,
  },
]

it.each(pairs)('damage to $what does not affect other items', async (pair) => {
  const { endpoint, item, whole, other } = pair
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged(item), odd), async (json) => {
      const result = await endpoint.schema?.['~standard'].validate(copy(whole(json)))
      expect(result?.issues).toBeUndefined()
      expect(other(result && 'value' in result && result.value)).toEqual(other(whole(json)))
    }),
    { numRuns: 500, seed: 1 },
  )
})

it('answerUrl() returns an http URL or throws a PassResponseError for any answer', () => {
  const part = fc.constantFrom(
    ...['javascript:', 'JaVaScRiPt:', 'data:', 'blob:', 'vbscript:', 'file:', 'https:', 'http:'],
    ...[
      '//',
      '\\\\',
      '/',
      '\\',
      '@',
      ':',
      '#',
      '?',
      '\t',
      '\n',
      ' ',
      '\0',
      'evil.test',
      'alert(1)',
    ],
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 8 }).map((all) => all.join('')),
        fc.string(),
      ),
      (url) => {
        try {
          expect(answerUrl({ origin: 'https://pass.test' }, { url })).toMatch(/^https?:\/\/./)
        } catch (caught) {
          if (!(caught instanceof PassResponseError)) throw caught
        }
      },
    ),
    { numRuns: 2_000, seed: 1 },
  )
})
