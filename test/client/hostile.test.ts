import { type PassClient, PassError, PassNetworkError, PassResponseError } from 'react-adobe-pass'
import { authorize, configuration, createSession, logout, profiles } from 'react-adobe-pass/rest-v2'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBed, emulator, holdTime, REGISTER, rejection, soon, TOKEN } from './testbed.ts'

beforeEach(emulator.reset)
afterEach(() => {
  vi.useRealTimers()
})

const MiB = 2 ** 20
const DEEP = 100_000

/** A body in chunks that records how many bytes were read and whether it was cancelled. */
function streamed(chunk: Uint8Array, chunks: number, every = 0) {
  const seen = { bytes: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (every) await new Promise((resolve) => setTimeout(resolve, every))
        if (seen.bytes >= chunks * chunk.length) return controller.close()
        seen.bytes += chunk.length
        controller.enqueue(chunk)
      },
      cancel() {
        seen.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { seen, body }
}

const silent = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) })

/** The fields of all responses that are read, each with `value`. */
const answers = (value: string) =>
  `{${[
    ...['client_id', 'client_secret', 'access_token', 'token_type', 'expires_in', 'error'],
    ...['requestor', 'profiles', 'decisions', 'logouts', 'code', 'url', 'sessionId', 'actionName'],
    ...['action', 'details', 'notAfter', 'notBefore', 'missingParameters', '__proto__'],
    ...['scopes', 'message', 'status', 'device', 'existingParameters', 'reasonType', 'mvpd'],
  ]
    .map((name) => `"${name}":${value}`)
    .join()}}`

const good = '"client_id":"i","client_secret":"s","access_token":"t","token_type":"bearer"'

const corpus: readonly [what: string, body: () => BodyInit | null][] = [
  ['HTML', () => '<!doctype html><title>429</title><script>alert(1)</script>'],
  ['an empty body', () => ''],
  ['no body', () => null],
  ['truncated JSON', () => '{"client_id":"i","profiles":{"A":{"notAf'],
  ['arrays nested 100,000 deep', () => '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['objects nested 100,000 deep', () => '{"profiles":'.repeat(DEEP) + 1 + '}'.repeat(DEEP)],
  ['100,000 unclosed brackets', () => '{"a":['.repeat(DEEP)],
  ['deeply nested fields', () => answers(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['a number', () => '1'],
  ['NaN', () => 'NaN'],
  ['fields that are the string NaN', () => answers('"NaN"')],
  ['fields that are null', () => answers('null')],
  ['fields that are arrays', () => answers('[]')],
  ['fields that are objects', () => answers('{}')],
  ['fields that overflow to infinity', () => answers('1e999')],
  ['fields of 400 digits', () => answers(`"${'9'.repeat(400)}"`)],
  ['negative fields', () => answers('-1')],
  ['a lone surrogate', () => answers('"\\ud83d"')],
  ['duplicate keys', () => `{${good},"expires_in":"x","expires_in":60,"profiles":1,"profiles":{}}`],
  ['a byte order mark before JSON', () => `\ufeff{${good},"expires_in":60}`],
  ['two byte order marks', () => `\ufeff\ufeff{${good},"expires_in":60}`],
  ['__proto__', () => `{"__proto__":{"polluted":1},${good},"expires_in":60}`],
  [
    'constructor.prototype',
    () =>
      `{"constructor":{"prototype":{"polluted":1}},"profiles":{"constructor":{"prototype":{"polluted":1}},"__proto__":{"polluted":1}},"logouts":{"__proto__":{"polluted":1}},${good},"expires_in":1}`,
  ],
  ['bytes that are not UTF-8', () => new Uint8Array([0xff, 0xfe, 0, 0xd8, 0x7b, 0x7d])],
  ['an extremely long lifetime', () => `{${good},"expires_in":1e308}`],
  ['more than 1 MiB', () => `{"a":"${'x'.repeat(MiB)}"}`],
  ['200,000 invalid items', () => `{"decisions":[${'0,'.repeat(200_000)}0]}`],
  ['a stream of 50 MB', () => streamed(new Uint8Array(64 * 1024).fill(32), 800).body],
]

const types = ['application/json', 'text/html', 'image/png', '']

const calls: readonly [
  what: string,
  path: string,
  call: (client: PassClient) => Promise<unknown>,
][] = [
  ['a registration response', REGISTER, (client) => client.getToken()],
  ['a token response', TOKEN, (client) => client.getToken()],
  ['a profiles response', '/profiles', (client) => client.request(profiles())],
  ['a configuration response', '/configuration', (client) => client.request(configuration())],
  ['a session response', '/sessions', (client) => client.request(createSession({ mvpd: 'A' }))],
  [
    'a decisions response',
    '/authorize/A',
    (client) => client.request(authorize({ mvpd: 'A', resources: ['x'] })),
  ],
  [
    'a logout response',
    '/logout/A',
    (client) => client.request(logout({ mvpd: 'A', redirectUrl: 'https://tv.test' })),
  ],
  ['a response without a schema', '/x', (client) => client.request({ path: '/api/v2/x' })],
]

/** A client whose server responds with `answer` if the path of a request ends with `path`. */
const facing = (path: string, answer: () => Response) =>
  createBed({
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      return pathname.endsWith(path) ? answer() : emulator.fetch(input, init)
    },
  })

const settled = <T>(promise: Promise<T>) => (vi.isFakeTimers() ? soon(promise) : promise)

describe.each(calls)('%s', (_, path, call) => {
  it.each(corpus)('with %s is decoded or causes a PassError, and nothing else', async (_, body) => {
    // The emulator does not know the client, which registers again after a pause.
    if (path === REGISTER) holdTime()
    let type = 0
    for (const status of [200, 400]) {
      const headers = { 'content-type': types[type++ % types.length] ?? '' }
      const bed = facing(path, () => new Response(body(), { status, headers }))
      const [outcome] = await settled(Promise.allSettled([call(bed.client)]))
      const error: unknown = outcome.status === 'rejected' && outcome.reason
      expect(error ? error instanceof PassError : status === 200).toBe(true)
      // A logged error must not be as long as the response.
      expect(String(error).length).toBeLessThan(2_000)
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(Object('').polluted).toBeUndefined()
      expect(Object(outcome).value?.polluted).toBeUndefined()
    }
  })

  it.each([301, 302, 303, 307, 308])('is not followed if its status is %i', async (status) => {
    const headers = { location: 'https://evil.test/' }
    const bed = facing(path, () => new Response(null, { status, headers }))
    expect(await rejection(call(bed.client))).toBeInstanceOf(PassResponseError)
    expect(bed.sent.every(({ init }) => init.redirect === 'manual')).toBe(true)
    expect(bed.sent.every(({ url }) => url.startsWith(bed.origin))).toBe(true)
  })

  it.each([200, 403])('is cancelled once it is too long, with status %i', async (status) => {
    const { seen, body } = streamed(new Uint8Array(64 * 1024).fill(32), 800)
    const bed = facing(path, () => new Response(body, { status }))
    expect(await rejection(call(bed.client))).toBeInstanceOf(PassResponseError)
    expect(seen.bytes).toBeLessThan(1.2 * MiB)
    expect(seen.cancelled).toBe(true)
  })

  it.each([
    ['never ends', () => streamed(new Uint8Array([32]), Infinity, 4_000).body],
    ['never begins', silent],
  ])('causes a timeout error if it %s', async (_, body) => {
    holdTime()
    const bed = facing(path, () => new Response(body(), { status: 403 }))
    const before = Date.now()
    const error = await soon(rejection<PassNetworkError>(call(bed.client)))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error.timedOut).toBe(true)
    // At most four attempts, and the pauses between them.
    expect(Date.now() - before).toBeLessThan(4 * 15_000 + 3_600)
  })
})

it('fetch() rejects an error response of more than 1 MiB and aborts its request', async () => {
  const { seen, body } = streamed(new Uint8Array(64 * 1024).fill(32), 800)
  const bed = facing('/x', () => new Response(body, { status: 403 }))
  expect(await rejection(bed.client.fetch('/api/v2/x'))).toBeInstanceOf(PassResponseError)
  expect(seen.bytes).toBeLessThan(1.2 * MiB)
  expect(bed.sent.at(-1)?.init.signal?.aborted).toBe(true)
})
