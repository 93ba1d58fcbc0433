import { createPassClient, passQueryOptions } from 'react-adobe-pass'
import { authenticateUrl, profiles } from 'react-adobe-pass/rest-v2'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  CONFIGURATION,
  createBed,
  createOpenStore,
  emulator,
  REGISTER,
  rejection,
  statement,
  TOKEN,
} from '../client/testbed.ts'

beforeEach(emulator.reset)
afterEach(() => {
  vi.unstubAllGlobals()
})

const options = { softwareStatement: statement, serviceProvider: 'REF30', origin: '/' }

describe("origin: '/'", () => {
  it('calls the API at the origin of the page', async () => {
    const { client, sent } = createBed({ origin: '/' })
    await client.fetch(CONFIGURATION)
    await client.fetch(`${location.origin}${CONFIGURATION}`)
    expect(sent.map(({ url }) => url)).toEqual(
      [REGISTER, TOKEN, CONFIGURATION, CONFIGURATION].map((path) => location.origin + path),
    )
    expect(client.origin).toBe(location.origin)
    await expect(client.fetch('https://elsewhere.test/x')).rejects.toThrow(location.origin)
  })

  it('calls the API at the origin that a srcdoc frame inherits', async () => {
    const { origin } = window
    vi.stubGlobal('location', { origin: 'null', href: 'about:srcdoc' })
    const { client, sent } = createBed({ origin: '/' })
    await client.fetch(CONFIGURATION)
    expect(client.origin).toBe(origin)
    expect(sent.map(({ url }) => new URL(url).origin)).toEqual([origin, origin, origin])
  })

  it('shares its credentials with a client that has the full origin', async () => {
    const { store } = createOpenStore()
    const named = createBed({ store, origin: location.origin })
    const { value } = await named.client.getToken()
    const own = createBed({ store, origin: '/' })
    expect((await own.client.getToken()).value).toBe(value)
    expect(own.sent).toEqual([])
  })

  it('gives the same query keys on a server as in the browser', () => {
    const keys = () => passQueryOptions(createPassClient(options), profiles()).queryKey
    const inBrowser = keys()
    vi.stubGlobal('document', undefined)
    expect(keys()).toEqual(inBrowser)
  })

  it('renders a relative URL on a server', () => {
    vi.stubGlobal('document', undefined)
    const client = createPassClient(options)
    expect(client.origin).toBe('/')
    expect(authenticateUrl(client, { code: 'ABC' })).toBe('/api/v2/authenticate/REF30/ABC')
  })

  it.each([
    ['file', 'null'],
    ['capacitor', 'capacitor://localhost'],
  ])('makes calls reject if the page was loaded from %s:', async (_, origin) => {
    vi.stubGlobal('location', { origin })
    vi.stubGlobal('origin', origin)
    const { client, sent } = createBed({ origin: '/' })
    for (const call of [() => client.getToken(), () => client.fetch(CONFIGURATION)]) {
      expect(await rejection(call())).toMatchObject({
        name: 'PassConfigurationError',
        message: expect.stringContaining('origin'),
      })
    }
    expect(sent).toEqual([])
  })
})
