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

describe('the client stays on its configured origin', () => {
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

  it.each(elsewhere)('rejects %s and sends nothing', async (url) => {
    const { client, sent } = createBed({ origin })
    for (const call of [() => client.fetch(url), () => client.request({ path: url })]) {
      const error = await rejection(call())
      expect(error).toBeInstanceOf(PassConfigurationError)
      expect(error.message).toContain(origin)
    }
    expect(sent).toEqual([])
  })

  it('rejects a URL or Request object for another origin', async () => {
    const { client, sent } = createBed({ origin })
    const inputs = [new URL('https://evil.test'), new Request('https://evil.test/x')]
    for (const input of inputs) {
      expect(await rejection(client.fetch(input))).toBeInstanceOf(PassConfigurationError)
    }
    expect(sent).toEqual([])
  })

  it('encodes placeholders and service provider, so neither leaves its path segment', async () => {
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
    ['a path without a leading slash', PROFILES.slice(1)],
    ['an absolute URL', origin + PROFILES],
    ['an absolute URL in capitals with a port', `HTTPS://PASS.TEST:443${PROFILES}`],
    ['a URL object', new URL(origin + PROFILES)],
  ])('may be %s', async (_, input) => {
    const { client, sent } = createBed({ origin })
    expect((await client.fetch(input)).status).toBe(200)
    expect(sent.at(-1)?.url).toBe(origin + PROFILES)
  })

  it('may be a Request: its method and headers are used, unless init overrides them', async () => {
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

  it('contain the token of the client', async () => {
    const { client, sent } = createBed({ origin })
    await client.fetch(PROFILES)
    const { value } = await client.getToken()
    expect(sent.at(-1)?.headers['authorization']).toBe(`Bearer ${value}`)
  })

  it.each([
    ['an object', { authorization: 'Basic eA==' }],
    ['another letter case', { AUTHORIZATION: '' }],
    ['an array', [['Authorization', 'Bearer x']] satisfies [string, string][]],
    ['a Headers object', new Headers({ authorization: 'Bearer x' })],
  ])('must not contain an Authorization header from the caller: %s', async (_, headers) => {
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

  it('must not contain one even if `Headers` preserves letter case, as in happy-dom', async () => {
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
  ])('identify the device only under /api/v2/: %s', async (path, named) => {
    const { client, sent } = createBed({ origin })
    await client.fetch(path)
    const { headers = {} } = sent.at(-1) ?? {}
    expect(device.map((name) => name in headers)).toEqual([named, named])
  })

  it('omit the device with device: false and add it on other paths with device: true', async () => {
    const { client, sent } = createBed({ origin })
    await client.request({ path: CONFIGURATION, device: false })
    expect(Object.keys(sent.at(-1)?.headers ?? {}).sort()).toEqual(['accept', 'authorization'])
    await rejection(client.request({ path: '/api/v3/x', device: true }))
    expect(sent.at(-1)?.headers).toMatchObject({ 'x-device-info': expect.any(String) })
  })

  it("contain the caller's own device headers if they are given", async () => {
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
