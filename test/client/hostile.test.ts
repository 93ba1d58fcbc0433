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

/** A body in pieces, that tells how much of it was taken and whether somebody said that this is enough. */
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

/** Fields of every answer that is read, each with a value. */
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
  ['nothing', () => ''],
  ['no body', () => null],
  ['half of JSON', () => '{"client_id":"i","profiles":{"A":{"notAf'],
  ['lists in lists, 100,000 deep', () => '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['objects in objects, 100,000 deep', () => '{"profiles":'.repeat(DEEP) + 1 + '}'.repeat(DEEP)],
  ['100,000 openings', () => '{"a":['.repeat(DEEP)],
  ['fields that are deep', () => answers(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['a number', () => '1'],
  ['NaN', () => 'NaN'],
  ['fields that are NaN in text', () => answers('"NaN"')],
  ['fields that are null', () => answers('null')],
  ['fields that are lists', () => answers('[]')],
  ['fields that are objects', () => answers('{}')],
  ['fields past all numbers', () => answers('1e999')],
  ['fields of 400 digits', () => answers(`"${'9'.repeat(400)}"`)],
  ['fields below zero', () => answers('-1')],
  ['half of a character', () => answers('"\\ud83d"')],
  ['keys twice', () => `{${good},"expires_in":"x","expires_in":60,"profiles":1,"profiles":{}}`],
  ['a byte order mark before JSON', () => `\ufeff{${good},"expires_in":60}`],
  ['two byte order marks', () => `\ufeff\ufeff{${good},"expires_in":60}`],
  ['__proto__', () => `{"__proto__":{"polluted":1},${good},"expires_in":60}`],
  [
    'constructor.prototype',
    () =>
      `{"constructor":{"prototype":{"polluted":1}},"profiles":{"constructor":{"prototype":{"polluted":1}},"__proto__":{"polluted":1}},"logouts":{"__proto__":{"polluted":1}},${good},"expires_in":1}`,
  ],
  ['bytes that are no text', () => new Uint8Array([0xff, 0xfe, 0, 0xd8, 0x7b, 0x7d])],
  ['a life past all numbers', () => `{${good},"expires_in":1e308}`],
  ['more than 1 MiB', () => `{"a":"${'x'.repeat(MiB)}"}`],
  ['200,000 wrong items', () => `{"decisions":[${'0,'.repeat(200_000)}0]}`],
  ['50 MB, streamed', () => streamed(new Uint8Array(64 * 1024).fill(32), 800).body],
]

const types = ['application/json', 'text/html', 'image/png', '']

const calls: readonly [
  what: string,
  path: string,
  call: (client: PassClient) => Promise<unknown>,
][] = [
  ['a registration', REGISTER, (client) => client.getToken()],
  ['a token', TOKEN, (client) => client.getToken()],
  ['profiles', '/profiles', (client) => client.request(profiles())],
  ['a configuration', '/configuration', (client) => client.request(configuration())],
  ['a session', '/sessions', (client) => client.request(createSession({ mvpd: 'A' }))],
  [
    'decisions',
    '/authorize/A',
    (client) => client.request(authorize({ mvpd: 'A', resources: ['x'] })),
  ],
  [
    'a logout',
    '/logout/A',
    (client) => client.request(logout({ mvpd: 'A', redirectUrl: 'https://tv.test' })),
  ],
  ['an answer without a schema', '/x', (client) => client.request({ path: '/api/v2/x' })],
]

/** A client whose server answers so where the path ends so. */
const facing = (path: string, answer: () => Response) =>
  createBed({
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      return pathname.endsWith(path) ? answer() : emulator.fetch(input, init)
    },
  })

const settled = <T>(promise: Promise<T>) => (vi.isFakeTimers() ? soon(promise) : promise)

describe.each(calls)('%s', (_, path, call) => {
  it.each(corpus)('that is %s is decoded or a PassError, and nothing else', async (_, body) => {
    // What the emulator does not know is registered again, in its time.
    if (path === REGISTER) holdTime()
    let type = 0
    for (const status of [200, 400]) {
      const headers = { 'content-type': types[type++ % types.length] ?? '' }
      const bed = facing(path, () => new Response(body(), { status, headers }))
      const [outcome] = await settled(Promise.allSettled([call(bed.client)]))
      const error: unknown = outcome.status === 'rejected' && outcome.reason
      expect(error ? error instanceof PassError : status === 200).toBe(true)
      // What goes into a log must not be as long as the answer.
      expect(String(error).length).toBeLessThan(2_000)
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(Object('').polluted).toBeUndefined()
      expect(Object(outcome).value?.polluted).toBeUndefined()
    }
  })

  it.each([301, 302, 303, 307, 308])('is not followed where it is a %i', async (status) => {
    const headers = { location: 'https://evil.test/' }
    const bed = facing(path, () => new Response(null, { status, headers }))
    expect(await rejection(call(bed.client))).toBeInstanceOf(PassResponseError)
    expect(bed.sent.every(({ init }) => init.redirect === 'manual')).toBe(true)
    expect(bed.sent.every(({ url }) => url.startsWith(bed.origin))).toBe(true)
  })

  it.each([200, 403])('is let go once it is too long, with status %i', async (status) => {
    const { seen, body } = streamed(new Uint8Array(64 * 1024).fill(32), 800)
    const bed = facing(path, () => new Response(body, { status }))
    expect(await rejection(call(bed.client))).toBeInstanceOf(PassResponseError)
    expect(seen.bytes).toBeLessThan(1.2 * MiB)
    expect(seen.cancelled).toBe(true)
  })

  it.each([
    ['never ends', () => streamed(new Uint8Array([32]), Infinity, 4_000).body],
    ['never begins', silent],
  ])('is waited for no longer than the timeout where it %s', async (_, body) => {
    holdTime()
    const bed = facing(path, () => new Response(body(), { status: 403 }))
    const before = Date.now()
    const error = await soon(rejection<PassNetworkError>(call(bed.client)))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(error.timedOut).toBe(true)
    // Four tries at most, and the pauses between them.
    expect(Date.now() - before).toBeLessThan(4 * 15_000 + 3_600)
  })
})

it('a refusal of more than 1 MiB is let go also where the caller uses fetch', async () => {
  const { seen, body } = streamed(new Uint8Array(64 * 1024).fill(32), 800)
  const bed = facing('/x', () => new Response(body, { status: 403 }))
  expect(await rejection(bed.client.fetch('/api/v2/x'))).toBeInstanceOf(PassResponseError)
  expect(seen.bytes).toBeLessThan(1.2 * MiB)
  expect(bed.sent.at(-1)?.init.signal?.aborted).toBe(true)
})
