import fc from 'fast-check'
import { createPassClient, memoryStore, PassConfigurationError } from 'react-adobe-pass'
import { profile } from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
import { emulator, statement } from './testbed.ts'

const ORIGIN = 'https://pass.test'

/** A client that already has a token, and the requests that it sends afterwards. */
async function makeClient() {
  const sent: { url: string; headers: Headers }[] = []
  const client = createPassClient({
    softwareStatement: statement,
    serviceProvider: 'REF30',
    origin: ORIGIN,
    store: memoryStore(),
    throttle: false,
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (url.includes('/o/client/') && sent.length === 0) return emulator.fetch(input, init)
      sent.push({ url, headers: new Headers(init?.headers) })
      return Response.json({})
    },
  })
  await client.getToken()
  return { client, sent }
}

const part = fc.oneof(
  fc.constantFrom(
    ...['https:', 'http:', 'HTTPS:', 'blob:', 'data:', 'javascript:', 'file:', 'ws:', 'about:'],
    ...[
      '//',
      '\\\\',
      '/\\',
      '/',
      '\\',
      '///',
      '.',
      '..',
      '@',
      ':',
      '#',
      '?',
      ';',
      '%',
      '%2F',
      '%5C',
    ],
    ...['\t', '\n', '\r', '\0', ' ', '\u00a0', '\u200b', '\ufeff', '\u3002', '\uff0f', '\u2044'],
    ...['pass.test', 'PASS.TEST', 'evil.test', 'pass.test.evil.test', 'pass.testing', 'xpass.test'],
    ...[
      'ｐａｓｓ.test',
      'pаss.test',
      'paß.test',
      'xn--pss-7cd.test',
      '[::1]',
      '127.0.0.1',
      '2130706433',
    ],
    ...[
      'user',
      'user:word',
      ':443',
      ':444',
      ':0443',
      ':80',
      '{serviceProvider}',
      '{x}',
      'api',
      'v2',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const hosts = [
  'pass.test',
  'evil.test',
  'pass.test.evil.test',
  'pass.testing',
  'PASS.test',
  'ｐａｓｓ.test',
]
const address = fc.oneof(
  fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
  // Most of those are paths, so build absolute URLs too.
  fc
    .tuple(
      fc.constantFrom('https:', 'HtTpS:', 'http:', 'blob:https:', ' https:', 'ht\ntps:', ''),
      fc.constantFrom('//', '\\\\', '/\\', '/\t/', '///', '/'),
      fc.constantFrom('', '', 'user@', 'user:word@', 'pass.test@', 'pass.test\\@', 'pass.test#@'),
      fc.constantFrom(...hosts),
      fc.constantFrom('', '', ':443', ':444', '.', '\u3002evil.test', '@evil.test', '\\@evil.test'),
      part,
    )
    .map((parts) => parts.join('')),
)

/** Fails the property unless the condition holds. */
function must(holds: unknown, what: string) {
  if (!holds) throw new Error(`This does not hold: ${what}`)
}

it('sends nothing to another origin, whatever the URL looks like', async () => {
  const { client, sent } = await makeClient()
  let refused = 0
  const call = async (work: () => Promise<unknown>) => {
    const before = sent.length
    try {
      await work()
    } catch (error) {
      if (!(error instanceof PassConfigurationError)) throw error
      refused++
      must(sent.length === before, 'nothing is sent')
    }
    for (const { url } of sent.slice(before)) {
      // Check the URL as a browser parses it, not its text.
      const { origin, username, password } = new URL(url)
      must(origin === ORIGIN && !username && !password, `it stays at home: ${url}`)
    }
  }
  await fc.assert(
    fc.asyncProperty(address, fc.string({ unit: 'binary' }), async (path, x) => {
      await call(() => client.fetch(path))
      await call(() => client.request({ path, params: { x } }))
      await call(() => client.request(profile({ mvpd: path })))
      if (URL.canParse(path, ORIGIN)) await call(() => client.fetch(new URL(path, ORIGIN)))
    }),
    { numRuns: 3_000, seed: 1 },
  )
  expect([refused, sent.length].every((count) => count > 1_000)).toBe(true)
})

it('sends a header value unchanged and alone, or rejects it without quoting it', async () => {
  const { client, sent } = await makeClient()
  await client.fetch('/api/v2/x')
  const usual = [...(sent.at(-1)?.headers.keys() ?? [])]
  const value = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          'x-injected: 1',
          ': ',
          '\0',
          '\x7f',
          '\t',
          ' ',
          'é',
          '✓',
        ),
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join(''))
  let refused = 0
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      const before = sent.length
      const headers = { 'X-Own': given }
      for (const work of [
        () => client.fetch('/api/v2/x', { headers }),
        () => client.request({ path: '/api/v2/x', headers }),
      ]) {
        try {
          await work()
          const { headers: arrived = new Headers() } = sent.at(-1) ?? {}
          const whole = given.replace(/^[\t ]+|[\t ]+$/g, '')
          must(arrived.get('x-own') === whole, 'it arrives as it is')
          const others = [...arrived.keys()].filter((name) => !usual.includes(name))
          must(
            others.every((name) => /^(x-own|accept)$/.test(name)),
            'it arrives alone',
          )
        } catch (error) {
          if (!(error instanceof PassConfigurationError)) throw error
          refused++
          must(error.message === 'X-Own must be one line of Latin-1', 'it is not quoted')
          must(error.cause === undefined && sent.length === before, 'nothing is sent')
        }
      }
    }),
    { numRuns: 1_000, seed: 1 },
  )
  expect([refused, sent.length].every((count) => count > 100)).toBe(true)
})
