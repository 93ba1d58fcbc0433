// @vitest-environment node
import { Agent, get, type IncomingMessage, request } from 'node:http'
import {
  createPassEmulator,
  type ServedPassEmulator,
  servePassEmulator,
} from 'react-adobe-pass/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { deviceInfo, fingerprint, json, postForm, postJson } from './testbed.ts'

const page = 'https://tv.example.com'
let served: ServedPassEmulator
beforeAll(async () => {
  served = await servePassEmulator()
})
beforeEach(() => served.emulator.reset())
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => served.close())

/** No bucket refills meanwhile, however long the requests take. */
const holdClock = () => vi.useFakeTimers({ toFake: ['Date'] })

const at = (path: string) => served.origin + path

const command = (name: string, ...args: readonly unknown[]) =>
  fetch(at(`/__emulator/${name}`), { method: 'POST', body: JSON.stringify(args) })

describe('servePassEmulator', () => {
  it('listens on a free loopback port', () => {
    expect(served.origin).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  })

  it('serves every step from the statement to the profiles over real sockets', async () => {
    const software_statement = await (await fetch(at('/__emulator/statement'))).text()
    const registered = await fetch(at('/o/client/register'), postJson({ software_statement }))
    expect(registered.status).toBe(201)
    const { client_id, client_secret } = await registered.json()

    const fields = { client_id, client_secret, grant_type: 'client_credentials' }
    const minted = await fetch(at('/o/client/token'), postForm(fields))
    expect(minted.status).toBe(201)
    const { access_token } = await minted.json()

    expect((await command('signIn', 'Pebblecast')).status).toBe(204)
    const profiles = await fetch(at('/api/v2/REF30/profiles'), {
      headers: {
        authorization: `Bearer ${access_token}`,
        'ap-device-identifier': fingerprint,
        'x-device-info': deviceInfo,
      },
    })
    expect((await profiles.json()).profiles).toHaveProperty('Pebblecast')
    expect(await json(await fetch(at('/__emulator/log')))).toMatchObject([
      { url: at('/o/client/register'), status: 201 },
      { url: at('/o/client/token'), status: 201 },
      { url: at('/api/v2/REF30/profiles'), status: 200 },
    ])
  })

  it('leaves CORS to the browser: answers preflights, and accepts unlisted headers', async () => {
    const preflight = await fetch(at('/api/v2/REF30/profiles'), {
      method: 'OPTIONS',
      headers: {
        origin: page,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'ap-visitor-identifier',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(page)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST, GET, OPTIONS, DELETE')
    expect(preflight.headers.get('access-control-allow-headers')).not.toMatch(/visitor/i)

    const answer = await fetch(at('/api/v2/REF30/profiles'), {
      headers: { 'ap-visitor-identifier': 'x' },
    })
    expect(answer.status).toBe(401)
  })

  it('throttles an address with a 429 that no page can read', async () => {
    const call = () => fetch(at('/api/v2/REF30/profiles'), { headers: { origin: page } })
    holdClock()
    const answers = await Promise.all(Array.from({ length: 11 }, call))
    const refused = answers.filter(({ status }) => status === 429)

    expect(refused).toHaveLength(1)
    expect(refused[0]?.headers.has('access-control-allow-origin')).toBe(false)
    expect(refused[0]?.headers.has('retry-after')).toBe(false)
    expect(refused[0]?.headers.get('content-type')).toBe('text/html')
  })

  // macOS has only the first loopback address.
  it.skipIf(process.platform === 'darwin')('throttles each remote address on its own', async () => {
    const from = (localAddress: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const done = (response: IncomingMessage) => resolve(response.resume().statusCode)
        get(at('/api/v2/REF30/profiles'), { localAddress, agent: false }, done).on('error', reject)
      })
    holdClock()
    for (const address of ['127.0.0.1', '127.0.0.2']) {
      const answers = await Promise.all(Array.from({ length: 11 }, () => from(address)))
      expect(answers.filter((status) => status === 429)).toHaveLength(1)
    }
  })

  it('cuts the connection for network, and keeps serving afterwards', async () => {
    await command('fail', 'network')
    const code = await new Promise((resolve) => {
      const call = request(at('/o/client/token'), { method: 'POST', agent: false }, resolve)
      call.on('error', (error) => resolve('code' in error ? error.code : error))
      call.end('a=b')
    })

    expect(code).toBe('ECONNRESET')
    expect(served.emulator.log.at(-1)?.status).toBe(0)
    expect((await fetch(at('/api/v2/REF30/profiles'))).status).toBe(401)
  })

  it('closes each connection, because a browser repeats a cut request on a kept one', async () => {
    const agent = new Agent({ keepAlive: true })
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(at('/__emulator/log'), { agent }, resolve).on('error', reject)
    })
    response.resume()

    expect(response.headers.connection).toBe('close')
    agent.destroy()
  })

  it('does not answer for hang, and keeps serving after the caller aborts', async () => {
    await command('fail', 'hang')
    const call = fetch(at('/api/v2/REF30/profiles'), { signal: AbortSignal.timeout(100) })

    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
    expect((await fetch(at('/api/v2/REF30/profiles'))).status).toBe(401)
  })

  it.each([
    ['html', 200, /<html>/],
    ['empty', 200, /^$/],
    ['500', 500, /<html>/],
    ['authenticated_profile_missing', 403, /authenticated_profile_missing/],
  ])('serves %s', async (what, status, text) => {
    await command('fail', what)
    const response = await fetch(at('/api/v2/REF30/profiles'))

    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(text)
  })

  it('answers 400 to an unknown failure', async () => {
    expect((await command('fail', 'nonsense')).status).toBe(400)
  })

  it('serves a given emulator until it is closed', async () => {
    const emulator = createPassEmulator()
    const own = await servePassEmulator({ emulator })
    expect(own.emulator).toBe(emulator)
    await fetch(`${own.origin}/api/v2/REF30/profiles`)
    expect(emulator.log).toHaveLength(1)

    emulator.fail('hang')
    const hanging = fetch(`${own.origin}/api/v2/REF30/profiles`)
    await expect.poll(() => emulator.log.length).toBe(2)
    await Promise.all([own.close(), expect(hanging).rejects.toThrow(TypeError)])
    await expect(fetch(own.origin)).rejects.toThrow(TypeError)
  })

  it('rejects if the port is in use', async () => {
    const port = Number(new URL(served.origin).port)

    await expect(servePassEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('does not replace the global Request and Response', async () => {
    const before = [globalThis.Request, globalThis.Response]
    const own = await servePassEmulator()
    await own.close()

    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})
