import { PassApiError, PassResponseError, passEndpoint } from 'react-adobe-pass'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { answering, CONFIGURATION, createBed, emulator, json, rejection } from './testbed.ts'

beforeEach(emulator.reset)

const ANY = '/api/v2/any'
const answered = (answer: () => Response) => createBed({ fetch: answering(ANY, answer) })

describe('a response', () => {
  const wrong = { profiles: { Cable: { notAfter: 'tomorrow', type: 'regular' } }, extra: 1 }
  const right = { profiles: { Cable: { notAfter: 7, type: 'regular' } } }
  const schemas = [
    [
      'a zod/mini schema',
      z.object({
        profiles: z.record(z.string(), z.object({ notAfter: z.number(), type: z.string() })),
      }),
    ],
    [
      'a valibot schema',
      v.object({
        profiles: v.record(v.string(), v.object({ notAfter: v.number(), type: v.string() })),
      }),
    ],
    [
      'an asynchronous valibot schema',
      v.objectAsync({
        profiles: v.recordAsync(
          v.string(),
          v.objectAsync({
            notAfter: v.pipeAsync(
              v.number(),
              v.checkAsync(async (time) => time > 0),
            ),
            type: v.string(),
          }),
        ),
      }),
    ],
  ] as const

  it.each(schemas)('is decoded by %s', async (_, schema) => {
    const { client } = answered(() => json(right, 201))
    const endpoint = passEndpoint({ path: ANY, schema })
    expect((await client.request(endpoint)).profiles['Cable']?.notAfter).toBe(7)
  })

  it.each(schemas)(
    'that does not match %s is reported with paths, never with values',
    async (_, schema) => {
      const { client } = answered(() => json(wrong))
      const error = await rejection<PassResponseError>(client.request({ path: ANY, schema }))
      expect(error).toBeInstanceOf(PassResponseError)
      expect([error.issues, error.status]).toEqual([['profiles.Cable.notAfter'], 200])
      expect(error.message).toContain('profiles.Cable.notAfter')
      expect(JSON.stringify(error) + error.message + error.stack).not.toContain('tomorrow')
      expect(error.cause).toBeUndefined()
    },
  )

  it.each([
    ['HTML', '<html>'],
    ['an empty body', ''],
    ['truncated JSON', '{"profiles":{'],
  ])('with %s does not match a schema', async (_, text) => {
    const { client } = answered(() => new Response(text))
    const schema = z.object({ profiles: z.unknown() })
    const error = await rejection<PassResponseError>(client.request({ path: ANY, schema }))
    expect(error).toBeInstanceOf(PassResponseError)
    expect(error.issues).toEqual([''])
  })

  it('can be transformed by the schema', async () => {
    const { client } = answered(() => json({ at: 7 }))
    const schema = z.pipe(
      z.object({ at: z.number() }),
      z.transform(({ at }) => new Date(at)),
    )
    expect(await client.request(passEndpoint({ path: ANY, schema }))).toEqual(new Date(7))
  })

  it('without a schema is returned as it is: a 204 is null, an empty 200 is an error', async () => {
    expect(await answered(() => json(wrong)).client.request({ path: ANY })).toEqual(wrong)
    const empty = answered(() => new Response(null, { status: 204 }))
    expect(await empty.client.request({ path: ANY })).toBeNull()
    const cut = answered(() => new Response('', { status: 200 }))
    await expect(cut.client.request({ path: ANY })).rejects.toBeInstanceOf(PassResponseError)
  })

  it.each([
    ['HTML', '<html>'],
    ['truncated JSON', '{"a'],
    ['more than 1 MiB', `"${'x'.repeat(2 ** 20)}"`],
  ])('without a schema must still be JSON of at most 1 MiB, not %s', async (_, text) => {
    const { client } = answered(() => new Response(text))
    expect(await rejection(client.request({ path: ANY }))).toBeInstanceOf(PassResponseError)
  })

  it('is not followed if it is a redirect', async () => {
    const { client, count } = answered(
      () => new Response(null, { status: 302, headers: { location: 'https://evil.test' } }),
    )
    const error = await rejection(client.request({ path: ANY }))
    expect(error).toMatchObject({ name: 'PassResponseError', status: 302 })
    expect(count(ANY)).toBe(1)
  })
})

describe('an error response', () => {
  it('causes an error with the fields of the enhanced error', async () => {
    const body = {
      action: 'authentication',
      status: 403,
      code: 'authenticated_profile_missing',
      message: 'There is no profile.',
      details: 'Please sign in',
      helpUrl: 'https://help.test',
      trace: '12345',
      novelty: 1,
    }
    const { client } = answered(() => json(body, 400))
    const error = await rejection<PassApiError>(client.request({ path: ANY }))
    const { action, code, details, helpUrl, trace } = error
    expect({ ...body, action, code, details, helpUrl, trace }).toEqual(body)
    expect([error.name, error.retryable]).toEqual(['PassApiError', false])
    // The error's own `message` is for developers, and its `status` is the HTTP status.
    expect([error.serverMessage, error.errorStatus]).toEqual(['There is no profile.', 403])
    expect([error.message, error.status]).toEqual([expect.stringContaining(body.code), 400])
  })

  it.each([
    ['fields of the wrong type', { message: {}, status: 'soon', details: 5, trace: null }],
    ['blank fields', { message: '', status: '', details: ' ', trace: '\n' }],
  ])('causes an error without its %s', async (_, fields) => {
    const { client } = answered(() => json({ code: 'x', ...fields }, 403))
    const error = await rejection<PassApiError>(client.request({ path: ANY }))
    expect(error.code).toBe('x')
    const { serverMessage, errorStatus, details, trace } = error
    expect([serverMessage, errorStatus, details, trace]).toEqual(Array(4).fill(undefined))
    expect(error.message).toContain('x')
  })

  it('causes an error with only a status if it has no enhanced error', async () => {
    const { client } = answered(() => new Response('<html>', { status: 404 }))
    const error = await rejection<PassApiError>(client.request({ path: ANY }))
    expect(error).toBeInstanceOf(PassApiError)
    expect([error.status, error.code, error.action]).toEqual([404, undefined, undefined])
  })

  it('is returned by fetch() as a Response with an unread body', async () => {
    const { client } = createBed()
    emulator.fail('authenticated_profile_missing')
    const response = await client.fetch(CONFIGURATION)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'authenticated_profile_missing' })
  })
})
