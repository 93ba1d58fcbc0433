import { PassResponseError } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  answering,
  createBed,
  emulator,
  json,
  REGISTER,
  rejection,
  TOKEN,
} from '../client/testbed.ts'

beforeEach(emulator.reset)

const text = (body: string, status = 200) => new Response(body, { status })
const token = { access_token: 'a-token', expires_in: 3600, token_type: 'bearer' }
const big = ' '.repeat(2 ** 20)

const unreadable: readonly [what: string, answer: () => Response][] = [
  ['HTML', () => text('<!doctype html><p>Sorry</p>')],
  ['an empty body', () => text('')],
  ['truncated JSON', () => text('{"client_id":"an-id","access_token":"a-tok')],
  ['null', () => text('null')],
  ['an array', () => json([token])],
  ['HTML with status 403', () => text('<html></html>', 403)],
]

const both = [
  ['registration', REGISTER, ['client_id', 'client_secret']],
  ['token', TOKEN, ['access_token', 'token_type', 'expires_in']],
] as const

/** Calls a server whose first response for `path` is `answer`. */
async function meet(path: string, answer: () => Response) {
  const bed = createBed({
    fetch: answering(path, ({ nth }) => (nth === 1 ? answer() : undefined)),
  })
  const error = await rejection<PassResponseError>(bed.client.getToken())
  expect(error).toBeInstanceOf(PassResponseError)
  expect(error).toMatchObject({ name: 'PassResponseError', retryable: false })
  return { ...bed, error }
}

describe.each(both)('a %s response', (_, path, fields) => {
  it.each(unreadable)(
    'with %s causes an error that names the missing fields',
    async (_, answer) => {
      const { error, count } = await meet(path, answer)
      expect([...error.issues].sort()).toEqual([...fields].sort())
      expect(error.status).toBe(answer().status)
      expect(count(path)).toBe(1)
    },
  )

  it.each([
    ['more than 1 MiB', () => text(`${big}{}`), 200],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/' } }), 302],
    [
      'a redirect that the browser hides',
      () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' }),
      0,
    ],
  ])('with %s is not read', async (_, answer, status) => {
    const { error, count } = await meet(path, answer)
    expect([error.status, error.issues, count(path)]).toEqual([status, [], 1])
  })

  it('that is invalid has no lasting effect: the next call uses what is stored', async () => {
    const { client, count } = await meet(path, () => text('null'))
    const { value } = await client.getToken()
    expect(value).toMatch(/^\w+$/)
    expect(count(REGISTER)).toBe(path === REGISTER ? 2 : 1)
  })
})

it('accepts a response of exactly 1 MiB', async () => {
  const body = JSON.stringify(token)
  const { client } = createBed({
    fetch: answering(TOKEN, () => text(body + big.slice(body.length))),
  })
  expect((await client.getToken()).value).toBe('a-token')
})

describe('a registration', () => {
  it.each([
    ['client_id', { client_secret: 's' }],
    ['client_id', { client_id: '', client_secret: 's' }],
    ['client_id', { client_id: ' \t\n', client_secret: 's' }],
    ['client_secret', { client_id: 'i', client_secret: '  ' }],
    ['client_secret', { client_id: 'i', client_secret: 7 }],
  ])('without a valid %s is not kept', async (field, answer) => {
    const { error, client, count } = await meet(REGISTER, () => json(answer, 201))
    expect(error.issues).toEqual([field])
    await client.getToken()
    expect(count(REGISTER)).toBe(2)
  })
})

describe('a token', () => {
  it.each([
    ['access_token', { access_token: undefined }],
    ['access_token', { access_token: '' }],
    ['access_token', { access_token: null }],
    ['access_token', { access_token: 'two\nlines' }],
    ['token_type', { token_type: 'mac' }],
    ['token_type', { token_type: undefined }],
    ['expires_in', { expires_in: 0 }],
    ['expires_in', { expires_in: -1 }],
    ['expires_in', { expires_in: '0' }],
    ['expires_in', { expires_in: 'soon' }],
    ['expires_in', { expires_in: '' }],
    ['expires_in', { expires_in: undefined }],
    ['expires_in', { expires_in: null }],
    ['expires_in', { expires_in: true }],
    ['expires_in', { expires_in: [3600] }],
  ])('with an invalid %s is rejected: %j', async (field, wrong) => {
    const { error } = await meet(TOKEN, () => json({ ...token, ...wrong }))
    expect(error.issues).toEqual([field])
    expect(error.message).not.toContain('a-token')
  })

  it('that cannot be read does not affect the stored credentials', async () => {
    const bed = createBed()
    const first = await bed.client.getToken()
    emulator.fail('truncated', { on: 'token' })
    emulator.revokeTokens()
    const response = await rejection(bed.client.fetch('/api/v2/REF30/configuration'))
    expect(response).toBeInstanceOf(PassResponseError)

    const next = await bed.client.getToken()
    expect(next.value).not.toBe(first.value)
    expect(bed.count(REGISTER)).toBe(1)
  })
})
