import { PassConfigurationError } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import { headersKeepCase } from '../setup/headersKeepCase.ts'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  json,
  PROFILES,
  rejection,
} from './testbed.ts'

beforeEach(emulator.reset)

const origin = 'https://pass.test'
const ANY = '/api/v2/any'

describe('a URL that leaves the origin is refused, and nothing is sent', () => {
  const elsewhere = [
    'https://evil.test/api/v2/x',
    '//evil.test/api/v2/x',
    '\\\\evil.test/x',
    '/\\evil.test/x',
    '/\t/evil.test/x',
    'http://pass.test/x',
    'https://pass.test:444/x',
    'https://pass.test.evil.test/x',
    'https://pass.test@evil.test/x',
    'https://evil.test#@pass.test/x',
    'https://evil.test\\@pass.test/x',
    'https://pass.testing/x',
    'https://api.pass.test/x',
    'https://user@pass.test/x',
    'https://user:word@pass.test/x',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://pass.test/b2f0',
    'http://',
  ]

  it.each(elsewhere)('%s', async (url) => {
    const { client, sent } = createBed({ origin })
    for (const call of [() => client.fetch(url), () => client.request({ path: url })]) {
      const error = await rejection(call())
      expect(error).toBeInstanceOf(PassConfigurationError)
      expect(error.message).toContain(origin)
    }
    expect(sent).toEqual([])
  })

  it('also as a URL or a Request', async () => {
    const { client, sent } = createBed({ origin })
    const inputs = [new URL('https://evil.test'), new Request('https://evil.test/x')]
    for (const input of inputs) {
      expect(await rejection(client.fetch(input))).toBeInstanceOf(PassConfigurationError)
    }
    expect(sent).toEqual([])
  })

  it('also by a placeholder or a service provider: neither leaves its segment', async () => {
    const { client, sent } = createBed({ origin, serviceProvider: '/evil.test' })
    await rejection(client.request({ path: '/{serviceProvider}/x' }))
    expect(sent.at(-1)?.url).toBe(`${origin}/%2Fevil.test/x`)
    await rejection(client.request({ path: '/{who}', params: { who: '\\evil.test/..' } }))
    expect(sent.at(-1)?.url).toBe(`${origin}/%5Cevil.test%2F..`)
  })
})

describe('a URL on the origin', () => {
  it.each([
    ['a path', PROFILES],
    ['a path without its slash', PROFILES.slice(1)],
    ['a whole address', origin + PROFILES],
    ['an address in capitals', `HTTPS://PASS.TEST:443${PROFILES}`],
    ['a URL', new URL(origin + PROFILES)],
  ])('may be %s', async (_, input) => {
    const { client, sent } = createBed({ origin })
    expect((await client.fetch(input)).status).toBe(200)
    expect(sent.at(-1)?.url).toBe(origin + PROFILES)
  })

  it('may be a Request, whose method and headers count, and whose init wins', async () => {
    const { client, sent } = createBed({
      origin,
      fetch: answering(ANY, () => json('done')),
    })
    const request = new Request(origin + ANY, { method: 'DELETE', headers: { 'x-own': '1' } })
    await client.fetch(request)
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', headers: { 'x-own': '1' } })
    await client.fetch(request, { method: 'POST', body: 'text', headers: { 'x-own': '2' } })
    expect(sent.at(-1)).toMatchObject({ method: 'POST', headers: { 'x-own': '2' }, body: 'text' })
  })

  it('keeps its query', async () => {
    const { client, sent } = createBed({ origin, fetch: answering(ANY, () => json('done')) })
    await client.fetch(`${ANY}?a=%20b&c`)
    expect(sent.at(-1)?.url).toBe(`${origin}${ANY}?a=%20b&c`)
  })
})

describe('the headers of a call', () => {
  const device = ['ap-device-identifier', 'x-device-info']

  it('carry the token of this client', async () => {
    const { client, sent } = createBed({ origin })
    await client.fetch(PROFILES)
    const { value } = await client.getToken()
    expect(sent.at(-1)?.headers['authorization']).toBe(`Bearer ${value}`)
  })

  it.each([
    ['an object', { authorization: 'Basic eA==' }],
    ['another letter case', { AUTHORIZATION: '' }],
    ['a list', [['Authorization', 'Bearer x']] satisfies [string, string][]],
    ['Headers', new Headers({ authorization: 'Bearer x' })],
  ])('must not hold an Authorization of the caller: %s', async (_, headers) => {
    const { client, sent } = createBed({ origin })
    expect(await rejection(client.fetch(PROFILES, { headers }))).toBeInstanceOf(
      PassConfigurationError,
    )
    const request = new Request(origin + PROFILES, { headers })
    expect(await rejection(client.fetch(request))).toBeInstanceOf(PassConfigurationError)
    const endpoint = { path: PROFILES, headers: Object.fromEntries(new Headers(headers)) }
    expect(await rejection(client.request(endpoint))).toBeInstanceOf(PassConfigurationError)
    expect(sent).toEqual([])
  })

  it('must not hold one where `Headers` keeps the letter case, as in happy-dom', async () => {
    headersKeepCase()
    const { client, sent } = createBed({ origin })
    const call = client.fetch(PROFILES, { headers: { Authorization: 'Basic eA==' } })
    expect(await rejection(call)).toBeInstanceOf(PassConfigurationError)
    expect(sent).toEqual([])
  })

  it.each([
    ['/api/v2/x', true],
    ['/api/v2/', true],
    ['/api/v2x', false],
    ['/api/v1/x', false],
    ['/api/v2/../v1/x', false],
    ['/o/client/else', false],
  ])('name the device under /api/v2/ only: %s', async (path, named) => {
    const { client, sent } = createBed({ origin })
    await client.fetch(path)
    const { headers = {} } = sent.at(-1) ?? {}
    expect(device.map((name) => name in headers)).toEqual([named, named])
  })

  it('leave the device out for device: false, and name it elsewhere for device: true', async () => {
    const { client, sent } = createBed({ origin })
    await client.request({ path: CONFIGURATION, device: false })
    expect(Object.keys(sent.at(-1)?.headers ?? {}).sort()).toEqual(['accept', 'authorization'])
    await rejection(client.request({ path: '/api/v3/x', device: true }))
    expect(sent.at(-1)?.headers).toMatchObject({ 'x-device-info': expect.any(String) })
  })

  it("hold the caller's own device where one is given", async () => {
    const { client, sent } = createBed({ origin })
    const headers = { 'AP-Device-Identifier': 'fingerprint eA==', 'X-DEVICE-INFO': 'e30=' }
    await client.fetch(CONFIGURATION, { headers })
    await client.request({ path: CONFIGURATION, headers })
    for (const one of sent.slice(-2)) {
      expect(one.headers).toMatchObject({
        'ap-device-identifier': 'fingerprint eA==',
        'x-device-info': 'e30=',
      })
    }
  })
})
