import type { StandardSchemaV1 } from '@standard-schema/spec'
import { createElement } from 'react'
import {
  type AccessToken,
  type CredentialStore,
  createPassClient,
  type DeviceInfo,
  indexedDbStore,
  memoryStore,
  type PassClient,
  type PassClientOptions,
  type PassEndpoint,
  type PassEnvironment,
  type PassEvent,
  PassProvider,
  type PassProviderProps,
  passEndpoint,
  type ReplacementReason,
  type StandardSchema,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { profiles } from 'react-adobe-pass/rest-v2'
import { expectTypeOf } from 'vitest'
import * as z from 'zod/mini'

// Checked by tsc, never run.

const emulator = createPassEmulator()
const softwareStatement = 'a.b.c'

export const pass: PassClient = createPassClient({
  softwareStatement,
  serviceProvider: 'REF30',
  environment: 'prequal-staging',
  origin: 'https://host',
  redirectUri: 'https://app',
  deviceInfo: {
    model: 'x',
    version: '1',
    osName: 'Linux',
    osVersion: '6',
    connectionType: 'unknown',
    primaryHardwareType: 'TV',
  },
  deviceId: 'x',
  store: memoryStore(),
  fetch: emulator.fetch,
  throttle: { burst: 1, perSecond: 2 },
  timeout: 1,
  renewBefore: 0,
  onEvent: () => {},
})
createPassClient({ softwareStatement, throttle: false, fetch, store: indexedDbStore() })
createPassClient({ softwareStatement, deviceInfo: false, retries: 0 })
// Values of environment variables may be undefined.
createPassClient({ softwareStatement, serviceProvider: undefined, environment: undefined })

export function ClientMisuse() {
  // @ts-expect-error the statement is missing
  createPassClient({})
  // @ts-expect-error the statement may be undefined
  createPassClient({ softwareStatement: process.env.STATEMENT })
  // @ts-expect-error no such environment
  createPassClient({ softwareStatement, environment: 'live' })
  // @ts-expect-error throttle is an object or false
  createPassClient({ softwareStatement, throttle: true })
  // @ts-expect-error deviceInfo is an object or false
  createPassClient({ softwareStatement, deviceInfo: true })
  // @ts-expect-error retries is a number
  createPassClient({ softwareStatement, retries: false })
  // @ts-expect-error throttle needs perSecond too
  createPassClient({ softwareStatement, throttle: { burst: 1 } })
  // @ts-expect-error no such option
  createPassClient({ softwareStatement, clientId: 'x' })
  // @ts-expect-error a store has get, set and delete
  createPassClient({ softwareStatement, store: { get: async () => 1 } })
  // @ts-expect-error a client's service provider is fixed
  pass.serviceProvider = 'OTHER'
}

export function Devices() {
  const info = { model: 'x', version: '1', osVersion: '6', connectionType: 'unknown' }
  expectTypeOf(info).toExtend<DeviceInfo>()
  const values: DeviceInfo[] = [
    { ...info, displayWidth: 1, connectionSecure: true, osFamily: 'Tizen' },
    // @ts-expect-error primaryHardwareType has a fixed set of values
    { ...info, primaryHardwareType: 'Phone' },
    // @ts-expect-error values are case-sensitive
    { ...info, osName: 'linux' },
    // @ts-expect-error displayWidth is a number
    { ...info, displayWidth: '1' },
    // @ts-expect-error no such key
    { ...info, colour: 'red' },
    // @ts-expect-error required keys are missing
    { model: 'x' },
  ]
  return values
}

export async function Calls() {
  const token: AccessToken = await pass.getToken()
  // @ts-expect-error a token is read-only
  token.value = ''
  expectTypeOf(
    await pass.fetch(new URL('https://host/x'), { method: 'POST' }),
  ).toEqualTypeOf<Response>()
  expectTypeOf(await pass.request(passEndpoint({ path: '/x' }))).toBeUnknown()
  const { signal } = new AbortController()
  const { profiles: list } = await pass.request(profiles(), { signal })
  expectTypeOf(list['A']?.notAfter).toEqualTypeOf<number | undefined>()
  expectTypeOf(pass.subscribe(() => {})).toEqualTypeOf<() => void>()
  // @ts-expect-error request() takes an endpoint, not a path
  await pass.request('/x')
  // @ts-expect-error getToken() takes no options
  await pass.getToken({ signal })
}

export function Endpoints() {
  const schema = z.object({ id: z.string() })
  expectTypeOf(passEndpoint({ path: '/x', schema })).toEqualTypeOf<PassEndpoint<{ id: string }>>()
  expectTypeOf(passEndpoint({ path: '/x' })).toEqualTypeOf<PassEndpoint<unknown>>()
  // The type is also inferred through a generic function.
  const describe = <T>(given: StandardSchema<T>) => passEndpoint({ path: '/x', schema: given })
  expectTypeOf(describe(schema)).toEqualTypeOf<PassEndpoint<{ id: string }>>()
  expectTypeOf(passEndpoint({ path: '/x', staleTime: (data) => Number(!data) })).toEqualTypeOf<
    PassEndpoint<unknown>
  >()
  // Every endpoint is also a PassEndpoint<unknown>, so that a list can hold different ones.
  expectTypeOf(profiles()).toExtend<PassEndpoint<unknown>>()
  passEndpoint({
    method: 'POST',
    path: '/{a}/{b}',
    params: { a: 1, b: true },
    query: { page: 2, all: undefined },
    body: new URLSearchParams(),
    headers: { 'AP-TempPass-Identity': 'x' },
    device: false,
    key: 'x',
  })
  // @ts-expect-error the path is missing
  passEndpoint({ method: 'GET' })
  // @ts-expect-error a path cannot carry an object
  passEndpoint({ path: '/{a}', params: { a: {} } })
  // @ts-expect-error a path cannot carry undefined
  passEndpoint({ path: '/{a}', params: { a: undefined } })
  // @ts-expect-error a body is an object or a form
  passEndpoint({ path: '/x', body: 'text' })
  // @ts-expect-error a schema is a validator, not a description of a type
  passEndpoint({ path: '/x', schema: { id: 'string' } })
  // @ts-expect-error only a schema determines the type
  passEndpoint<{ id: string }>({ path: '/x' })
  // @ts-expect-error staleTime returns ms
  passEndpoint({ path: '/x', schema, staleTime: () => 'soon' })
}

export function Schemas() {
  // Any Standard Schema is accepted, and its output type is kept.
  expectTypeOf<StandardSchemaV1<unknown, { id: string }>>().toExtend<
    StandardSchema<{ id: string }>
  >()
  expectTypeOf<StandardSchemaV1<unknown, { id: string }>>().not.toExtend<StandardSchema<number>>()
}

export function Events(event: PassEvent) {
  expectTypeOf(event.at).toBeNumber()
  // @ts-expect-error not every event has a reason
  void event.reason
  switch (event.type) {
    case 'credentials-replaced':
      return expectTypeOf(event.reason).toEqualTypeOf<ReplacementReason>()
    case 'token-issued':
    case 'token-restored':
      return expectTypeOf(event.expiresAt).toBeNumber()
    case 'throttled':
      return expectTypeOf(event.retryAfter).toBeNumber()
    case 'retried':
      return expectTypeOf([event.attempt, event.delay]).toEqualTypeOf<number[]>()
    case 'registered':
    case 'token-rejected':
    case 'reset':
    case 'storage-unavailable':
      return undefined
    case 'mvpd-picked':
    case 'signed-out':
      return expectTypeOf(event.mvpd).toBeString()
    case 'signed-in':
      return expectTypeOf(event.source).toEqualTypeOf<'sign-in' | 'store' | 'server'>()
    case 'sign-in-failed':
    case 'sign-in-cancelled':
      return expectTypeOf(event.mvpd).toEqualTypeOf<string | undefined>()
    case 'authorization':
      return expectTypeOf(event.authorized).toBeBoolean()
    default:
      // There are no other events.
      return expectTypeOf(event).toBeNever()
  }
}

export function Provider(options: PassClientOptions) {
  const good: PassProviderProps[] = [
    { client: pass },
    { softwareStatement, serviceProvider: 'REF30', children: 'x' },
    options,
  ]
  const bad: PassProviderProps[] = [
    // @ts-expect-error neither a client nor options
    {},
    // @ts-expect-error a client has its options already
    { client: pass, softwareStatement },
    // @ts-expect-error no such option
    { softwareStatement, provider: 'REF30' },
    // @ts-expect-error no such environment
    { softwareStatement, environment: 'live' },
  ]
  return [...good, ...bad].map((props) => createElement(PassProvider, props))
}

export function Stores() {
  expectTypeOf(memoryStore()).toEqualTypeOf<CredentialStore>()
  expectTypeOf<PassEnvironment>().toEqualTypeOf<
    'production' | 'staging' | 'prequal-production' | 'prequal-staging'
  >()
  const own: CredentialStore = {
    get: async () => undefined,
    set: async () => {},
    delete: async () => {},
  }
  return own
}
