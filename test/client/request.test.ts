import { PassConfigurationError } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import { answering, createBed, emulator, json, rejection } from './testbed.ts'

beforeEach(emulator.reset)

const ANY = '/api/v2/any'
const answered = (answer: () => Response) => createBed({ fetch: answering(ANY, answer) })

describe('a path', () => {
  it('is filled in with the service provider and the params, all encoded', async () => {
    const { client, sent } = createBed({ serviceProvider: 'R F/30' })
    const params = { mvpd: 'a/b?c#d%é&', n: 7, flag: false }
    await rejection(client.request({ path: '/x/{serviceProvider}/{mvpd}/{n}-{flag}', params }))
    expect(sent.at(-1)?.path).toBe('/x/R%20F%2F30/a%2Fb%3Fc%23d%25%C3%A9%26/7-false')
  })

  it('uses another service provider if the params contain one', async () => {
    const { client, sent } = createBed()
    const params = { serviceProvider: 'OTHER' }
    await client.request({ path: '/api/v2/{serviceProvider}/configuration', params })
    expect(sent.at(-1)?.path).toBe('/api/v2/OTHER/configuration')
  })

  it.each(['', '.', '..', undefined, null])(
    'rejects a param that no encoding makes safe: %j',
    async (mvpd) => {
      const { client, sent } = createBed()
      const params: Record<string, unknown> = { mvpd }
      const endpoint: object = { path: '/api/v2/profiles/{mvpd}', params }
      const error = await rejection(client.request({ path: '', ...endpoint }))
      expect(error).toBeInstanceOf(PassConfigurationError)
      expect(error.message).toContain('mvpd')
      expect(sent).toEqual([])
    },
  )

  it('with {serviceProvider} is rejected if the client has no service provider', async () => {
    const { client, sent } = createBed({ serviceProvider: undefined })
    const error = await rejection(client.request({ path: '/api/v2/{serviceProvider}/profiles' }))
    expect(error).toBeInstanceOf(PassConfigurationError)
    expect(error.message).toContain('serviceProvider')
    expect(sent).toEqual([])
  })
})

describe('a query', () => {
  it('is encoded, and undefined values are omitted', async () => {
    const { client, sent } = answered(() => json('done'))
    const query = { a: 'x y&z=é', n: 0, flag: false, none: undefined, empty: '' }
    await client.request({ path: ANY, query })
    expect(sent.at(-1)?.path).toBe(`${ANY}?a=x+y%26z%3D%C3%A9&n=0&flag=false&empty=`)
    await client.request({ path: ANY, query: { none: undefined } })
    expect(sent.at(-1)?.path).toBe(ANY)
  })
})

describe('a body', () => {
  it.each([
    [
      'an object, which is sent as JSON',
      { resources: ['é'] },
      'application/json',
      '{"resources":["é"]}',
    ],
    [
      'a form',
      new URLSearchParams({ a: 'x y', b: '&' }),
      'application/x-www-form-urlencoded',
      'a=x+y&b=%26',
    ],
  ])('can be %s, and makes the request a POST', async (_, body, type, text) => {
    const { client, sent } = answered(() => json('done'))
    await client.request({ path: ANY, body })
    expect(sent.at(-1)).toMatchObject({ method: 'POST', body: text })
    expect(sent.at(-1)?.headers).toMatchObject({ accept: 'application/json', 'content-type': type })
  })

  it('is optional: without one the request is a GET, unless a method is given', async () => {
    const { client, sent } = answered(() => json('done'))
    await client.request({ path: ANY })
    expect(sent.at(-1)?.method).toBe('GET')
    expect(sent.at(-1)?.headers).not.toHaveProperty('content-type')
    await client.request({ path: ANY, method: 'DELETE' })
    expect(sent.at(-1)?.method).toBe('DELETE')
  })

  it('can have its own content-type and accept headers, in any letter case', async () => {
    const { client, sent } = answered(() => json('done'))
    const headers = { 'content-type': 'application/json;charset=utf-8', ACCEPT: 'text/plain' }
    await client.request({ path: ANY, body: {}, headers })
    expect(sent.at(-1)?.headers).toMatchObject({
      'content-type': 'application/json;charset=utf-8',
      accept: 'text/plain',
    })
  })
})
