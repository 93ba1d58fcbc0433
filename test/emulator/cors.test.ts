import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { headersKeepCase } from '../setup/headersKeepCase.ts'
import { deviceInfo, fingerprint, origin } from './testbed.ts'

const page = 'https://tv.example.com'
const url = `${origin}/api/v2/REF30/profiles`
const documented =
  'ap_11, ap_42, ap_z, ap_19, ap_21, ap_23, authorization, content-type, pass_sfp, AP-Session-Identifier, AP-Device-Identifier, AP-SDK-Identifier, X-Device-Info'

const emulator = createPassEmulator()
const open = createPassEmulator({ allowAllHeaders: true })
beforeEach(emulator.reset)

const preflight = (headers: Record<string, string> = {}) =>
  new Request(url, {
    method: 'OPTIONS',
    headers: { origin: page, 'access-control-request-method': 'GET', ...headers },
  })

describe('a preflight', () => {
  it('gets exactly the documented headers and methods', async () => {
    const response = await emulator.fetch(preflight())

    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(page)
    expect(response.headers.get('access-control-allow-headers')).toBe(documented)
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, GET, OPTIONS, DELETE')
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('does not allow a header that is not on the list, unless allowAllHeaders is set', async () => {
    const asked = { 'access-control-request-headers': 'ap-temppass-identity' }
    const [usual, opened] = [
      await emulator.handle(preflight(asked)),
      await open.handle(preflight(asked)),
    ]

    expect(usual.headers.get('access-control-allow-headers')).toBe(documented)
    expect(opened.headers.get('access-control-allow-headers')).toBe('ap-temppass-identity')
  })

  it('is not logged', async () => {
    await emulator.fetch(preflight())

    expect(emulator.log).toEqual([])
  })
})

describe('a response', () => {
  it('is readable for the requesting origin, and exposes the documented headers', async () => {
    const response = await emulator.fetch(url, { headers: { origin: page } })

    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe(page)
    expect(response.headers.get('vary')).toBe('Origin')
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'pass_sfp, Authzf-Error-Code, Authzf-Sub-Error-Code, Authzf-Error-Details',
    )
  })

  it('has no CORS headers if the request has no origin', async () => {
    const response = await emulator.fetch(url)

    expect([...response.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([])
  })
})

describe('fetch(), which acts as a page', () => {
  it.each(['AP-TempPass-Identity', 'Adobe-Subject-Token', 'AP-Visitor-Identifier', 'X-Trace'])(
    'rejects with a TypeError that names the header %s, unless allowAllHeaders is set',
    async (name) => {
      const call = emulator.fetch(url, { headers: { [name]: 'x' } })

      await expect(call).rejects.toThrow(TypeError)
      await expect(call).rejects.toThrow(name.toLowerCase())
      expect(emulator.log).toEqual([])
      expect((await open.fetch(url, { headers: { [name]: 'x' } })).status).toBe(401)
    },
  )

  it('checks the headers of a Request too', async () => {
    const request = new Request(url, { headers: { 'ap-visitor-identifier': 'x' } })

    await expect(emulator.fetch(request)).rejects.toThrow('ap-visitor-identifier')
  })

  it('accepts listed headers, safelisted headers and headers that a page cannot set', async () => {
    const response = await emulator.fetch(url, {
      headers: {
        accept: 'application/json',
        'accept-language': 'en',
        authorization: 'Bearer x',
        'content-type': 'application/json',
        'ap-device-identifier': fingerprint,
        'x-device-info': deviceInfo,
        origin: page,
        cookie: 'a=b',
        'sec-fetch-mode': 'cors',
      },
    })

    expect(response.status).toBe(401)
  })

  it('compares header names without regard to case', async () => {
    headersKeepCase()
    const response = await emulator.fetch(url, {
      headers: {
        Accept: 'application/json',
        Authorization: 'Bearer x',
        'Content-Type': 'application/json',
        'AP-Device-Identifier': fingerprint,
        'X-Device-Info': deviceInfo,
        Origin: page,
      },
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe(page)

    const refused = emulator.fetch(url, { headers: { 'AP-Visitor-Identifier': 'x' } })
    await expect(refused).rejects.toThrow('ap-visitor-identifier')
  })

  it('rejects a method that the preflight does not allow', async () => {
    await expect(emulator.fetch(url, { method: 'PUT' })).rejects.toThrow(/PUT/)
    expect((await emulator.fetch(url, { method: 'DELETE' })).status).toBe(401)
  })

  it('differs from handle(), which leaves these checks to the browser', async () => {
    const request = new Request(url, { headers: { 'ap-visitor-identifier': 'x' } })

    expect((await emulator.handle(request)).status).toBe(401)
  })
})
