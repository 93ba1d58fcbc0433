import { inspect } from 'node:util'
import {
  createPassClient,
  memoryStore,
  type PassClientOptions,
  PassConfigurationError,
} from 'react-adobe-pass'
import { describe, expect, it } from 'vitest'
import { statement } from './testbed.ts'

const make = (options: Readonly<Record<string, unknown>>) => {
  const all: Readonly<Record<string, unknown>> = {
    softwareStatement: statement,
    store: memoryStore(),
    ...options,
  }
  // Untyped callers can pass anything.
  return createPassClient(all as unknown as PassClientOptions)
}

function refusal(options: Readonly<Record<string, unknown>>): PassConfigurationError {
  try {
    make(options)
  } catch (error) {
    if (error instanceof PassConfigurationError) return error
    throw error
  }
  throw new Error('It was accepted')
}

const { get, set } = memoryStore()

describe('an invalid option', () => {
  it.each([
    ['softwareStatement', undefined],
    ['softwareStatement', ''],
    ['softwareStatement', ' \n'],
    ['softwareStatement', 'not a JWT'],
    ['softwareStatement', 'only.two'],
    ['softwareStatement', 'one.two.three.four'],
    ['softwareStatement', 'with.a.slash/'],
    ['softwareStatement', 42],
    ['softwareStatement', {}],
    ['serviceProvider', ''],
    ['serviceProvider', '..'],
    ['serviceProvider', 'REF30 '],
    ['serviceProvider', ' \n'],
    ['serviceProvider', 7],
    ['serviceProvider', null],
    ['environment', 'live'],
    ['environment', 'toString'],
    ['environment', null],
    ['origin', ''],
    ['origin', 'api.auth.adobe.com'],
    ['origin', '/api'],
    ['origin', '//host'],
    ['origin', './'],
    ['origin', 'ftp://host'],
    ['origin', 'https://host/path'],
    ['origin', 'https://host?query'],
    ['origin', 'https://user:pass@host'],
    ['origin', 'javascript:alert(1)'],
    ['origin', null],
    ['redirectUri', ''],
    ['redirectUri', '/callback'],
    ['redirectUri', null],
    ['deviceInfo', null],
    ['deviceInfo', 'desktop'],
    ['deviceInfo', true],
    ['deviceId', ''],
    ['deviceId', '  '],
    ['deviceId', 7],
    ['store', null],
    ['store', {}],
    ['store', { get, set }],
    ['persistStorage', 'yes'],
    ['persistStorage', null],
    ['throttle', true],
    ['throttle', null],
    ['throttle', {}],
    ['throttle', { burst: 0, perSecond: 1 }],
    ['throttle', { burst: Infinity, perSecond: 1 }],
    ['throttle', { burst: 1, perSecond: 0 }],
    ['throttle', { burst: 1, perSecond: NaN }],
    ['timeout', 0],
    ['timeout', -1],
    ['timeout', NaN],
    ['timeout', Infinity],
    ['timeout', 2 ** 31],
    ['timeout', 'a second'],
    ['timeout', '15000'],
    ['timeout', null],
    ['renewBefore', -1],
    ['renewBefore', NaN],
    ['renewBefore', Infinity],
    ['renewBefore', '0'],
    ['retries', -1],
    ['retries', 1.5],
    ['retries', NaN],
    ['retries', Infinity],
    ['retries', '3'],
    ['retries', null],
    ['fetch', null],
    ['fetch', 'fetch'],
    ['onEvent', null],
    ['onEvent', {}],
  ])('%s: %j throws an error that names the option', (name, value) => {
    const error = refusal({ [name]: value })
    expect(error.name).toBe('PassConfigurationError')
    expect(error.retryable).toBe(false)
    expect(error.message).toMatch(new RegExp(`^${name} must be `))
  })

  it.each(['softwareStatement', 'serviceProvider', 'environment', 'origin', 'redirectUri'])(
    '%s: an empty text asks for the variable that it comes from',
    (name) => {
      expect(refusal({ [name]: '' }).message).toMatch(
        /, and is empty: is the variable set that it comes from\?$/,
      )
    },
  )

  it('softwareStatement: undefined asks for the variable too', () => {
    expect(refusal({ softwareStatement: undefined }).message).toMatch(/is the variable set/)
  })

  it('softwareStatement: a promise is named', () => {
    const { message } = refusal({ softwareStatement: Promise.resolve(statement) })
    expect(message).toBe(
      'softwareStatement must be the JWT from the TVE Dashboard, and is a promise: await it',
    )
  })

  it.each([undefined, null, statement])(
    '%s in place of the options names what is needed',
    (all) => {
      expect(() => createPassClient(all as unknown as PassClientOptions)).toThrow(
        new PassConfigurationError(
          'createPassClient takes an object with softwareStatement and serviceProvider',
        ),
      )
    },
  )

  it.each(['origin', 'environment', 'redirectUri', 'softwareStatement', 'deviceInfo'])(
    '%s is not printed, because it may be the statement pasted into the wrong option',
    (name) => {
      const error = refusal({ [name]: `${statement}!` })
      expect(inspect(error, { depth: Infinity })).not.toContain(statement)
      expect(inspect(error, { depth: Infinity })).not.toContain(statement.split('.')[2])
    },
  )
})

describe('a restricted key of deviceInfo', () => {
  const info = { model: 'x', version: '1', osVersion: '2', connectionType: 'wifi' }

  it.each([
    ['primaryHardwareType', 'Toaster', /Camera, .*SetTopBox, TV, Tablet/],
    ['osName', 'windows', /Android, .*Windows, iOS/],
    ['osFamily', 'macos', /macOS/],
    ['osVendor', 'Apple Inc.', /Apple/],
    ['browserName', 'Chromium', /Chrome/],
    ['browserVendor', '', /Mozilla/],
    ['connectionSecure', 'true', /true, false/],
    ['osName', null, /Android/],
  ])('%s: %j throws an error that names the key and the allowed values', (key, value, allowed) => {
    const { message } = refusal({ deviceInfo: { ...info, [key]: value } })
    expect(message).toMatch(new RegExp(`^deviceInfo.${key} must be one of `))
    expect(message).toMatch(allowed)
  })

  it.each([
    ['primaryHardwareType', 'SetTopBox'],
    ['osName', undefined],
    ['connectionSecure', false],
  ])('%s: %j is accepted', (key, value) => {
    expect(() => make({ deviceInfo: { ...info, [key]: value } })).not.toThrow()
  })
})

describe('optional options', () => {
  it.each([
    [{}, 'https://api.auth.adobe.com'],
    [{ environment: 'production' }, 'https://api.auth.adobe.com'],
    [{ environment: 'staging' }, 'https://api.auth-staging.adobe.com'],
    [{ environment: 'prequal-production' }, 'https://sp-prequal.auth.adobe.com'],
    [{ environment: 'prequal-staging' }, 'https://sp-prequal.auth-staging.adobe.com'],
    [{ environment: 'staging', origin: 'http://127.0.0.1:8787/' }, 'http://127.0.0.1:8787'],
    [{ origin: undefined }, 'https://api.auth.adobe.com'],
    [{ environment: 'staging', origin: '/' }, location.origin],
  ])('%j set the origin to %s', (options, origin) => {
    expect(make(options).origin).toBe(origin)
  })

  it('may all be undefined', () => {
    const names =
      'serviceProvider environment origin redirectUri deviceInfo deviceId store persistStorage throttle timeout renewBefore retries fetch onEvent'
    const { serviceProvider } = make(
      Object.fromEntries(names.split(' ').map((name) => [name, undefined])),
    )
    expect(serviceProvider).toBeUndefined()
  })
})

it('a client exposes its origin and service provider', () => {
  const client = make({ origin: 'https://pass.test', serviceProvider: 'REF30' })
  expect([client.origin, client.serviceProvider]).toEqual(['https://pass.test', 'REF30'])
})
