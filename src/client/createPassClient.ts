import { createCredentialRepository } from '../credentials/credentialRepository.ts'
import { createDcrClient } from '../credentials/dcrClient.ts'
import { createDeviceId } from '../credentials/deviceId.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { RETRIES } from '../http/retry.ts'
import { createSend } from '../http/send.ts'
import { createThrottle } from '../http/throttle.ts'
import { askToPersist } from '../platform/askToPersist.ts'
import { attempt } from '../platform/attempt.ts'
import { PAGE_ORIGIN, pageOrigin } from '../platform/pageOrigin.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { indexedDbStore } from '../store/indexedDbStore.ts'
import { createTabChannel } from '../tabs/tabChannel.ts'
import { createTabLock } from '../tabs/tabLock.ts'
import { createAcquireToken } from '../token/acquireToken.ts'
import { createTokenManager, type TokenManager } from '../token/tokenManager.ts'
import { encodeBase64, fingerprint } from '../wire/encoding.ts'
import { once } from '../wire/once.ts'
import { parseUrl } from '../wire/url.ts'
import { createAuthorizedFetch } from './authorizedFetch.ts'
import { browserDeviceInfo } from './browserDeviceInfo.ts'
import { createEvents, type JourneyEvent } from './events.ts'
import { explainMissingScope } from './explainMissingScope.ts'
import { createFetch } from './fetch.ts'
import { type PassClientOptions, readOptions, unknownOptions } from './options.ts'
import type { PassClient } from './PassClient.ts'
import { createRequest } from './request.ts'
import { warnOfSetUp } from './warnOfSetUp.ts'
import { warnOnce } from './warnOnce.ts'

/** The internal parts of a client, for the hooks only. */
export interface PassClientParts {
  readonly tokens: TokenManager
  /**
   * Distinguishes clients in query keys: a hash of origin, statement, given device id and
   * `headers`.
   */
  readonly hash: string
  /** The client's own store, for the state of the viewer's journey that must outlive the page. */
  readonly store: CredentialStore
  /** The name of the client's record in it. */
  readonly recordName: string
  /** A fingerprint of the registration. Data of another registration is not this viewer's. */
  readonly owner: () => Promise<string>
  /** How often a failing call is repeated, at most. */
  readonly retries: number
  /**
   * Like `owner` for the token in use, without reading the store. `undefined` before there is one.
   */
  readonly ownerInUse: () => string | undefined
  /** Call it when the store fails. Emits `storage-unavailable` once. */
  readonly onStoreFailure: () => void
  /**
   * Resolves when a page may be sent to this URL: the pages of Adobe Pass take from the token
   * bucket too.
   */
  readonly waitToNavigate: (url: string) => Promise<void>
  /** Raises an event of the viewer's journey. */
  readonly emit: (event: JourneyEvent) => void
}

const partsOf = new WeakMap<PassClient, PassClientParts>()

/** The internal parts of a client that `createPassClient` has made. */
export function clientParts(client: PassClient): PassClientParts {
  const parts = partsOf.get(client)
  if (!parts)
    throw new PassConfigurationError(
      'client must be made by createPassClient, of the same copy of react-adobe-pass',
    )
  return parts
}

/**
 * Creates a client, once per application and outside React. Opens the store and sends nothing: the
 * first call registers.
 *
 * @throws PassConfigurationError for options that cannot work, and if TanStack Query is older than
 * 5.102.
 *
 * @example
 * const pass = createPassClient({
 *   softwareStatement: import.meta.env.VITE_PASS_STATEMENT,
 *   serviceProvider: 'REF30',
 * })
 */
export function createPassClient(options: PassClientOptions): PassClient {
  const { statement, origin: configured } = readOrWarn(options)
  const { serviceProvider, timeout = 15_000, retries = RETRIES, store = indexedDbStore() } = options
  const { deviceInfo } = options
  const origin = configured === PAGE_ORIGIN ? (pageOrigin() ?? PAGE_ORIGIN) : configured
  const name = `react-adobe-pass:${origin}`
  const application = fingerprint(statement)
  const recordName = `${name}:${application}`

  const { emit, subscribe } = createEvents(options.onEvent)
  if (options.persistStorage) persistWithFirstToken(subscribe)
  const onStoreFailure = once(() => emit({ type: 'storage-unavailable' }))

  // Sending and throttling.
  const apiOrigin = () => {
    if (origin === PAGE_ORIGIN) throw new PassConfigurationError(NO_PAGE)
    return origin
  }
  const throttle = createThrottle(name, options.throttle ?? { burst: 10, perSecond: 1 })
  const send = createSend({ fetch: givenOrGlobalFetch(options), throttle, timeout, emit })
  const deviceInfoHeader = once(() => encodeDeviceInfo(deviceInfo))

  // Storage, and what the tabs share.
  const lock = createTabLock(recordName, 2 * timeout + 1_000, store)
  const channel = createTabChannel(recordName)
  const deviceId = createDeviceId({ given: options.deviceId, store, lock, onStoreFailure })
  const repository = createCredentialRepository({
    store,
    key: recordName,
    lock,
    emit,
    onStoreFailure,
  })

  // Never while rendering on a server.
  if (typeof document !== 'undefined') {
    repository.readAhead()
    deviceId.readAhead()
    throttle.expect()
  }

  // Token acquisition.
  const dcr = createDcrClient({
    send,
    apiOrigin() {
      const url = apiOrigin()
      refuseServerWithoutStore(options)
      return url
    },
    softwareStatement: statement,
    redirectUri: options.redirectUri,
    deviceHeaders: deviceInfoHeader,
    throttledFor: throttle.wait,
  })
  const acquireToken = createAcquireToken({
    repository,
    dcr: {
      ...dcr,
      requestToken(credentials) {
        deviceId.ensureStored()
        return dcr.requestToken(credentials)
      },
    },
    lock,
    emit,
    retries,
  })
  const warned = (error: unknown): never => {
    warnOfSetUp(error, origin)
    throw error
  }
  const tokens = createTokenManager({
    acquireToken(acquisition) {
      const acquiring = acquireToken(acquisition).catch(warned)
      // A page's first look at localStorage and at the device take milliseconds: best while the
      // store answers.
      setTimeout(() => {
        throttle.wait()
        deviceInfoHeader()
      })
      return acquiring
    },
    repository,
    channel,
    renewBefore: options.renewBefore,
    emit,
  })

  // Protected calls.
  const authorizedFetch = createAuthorizedFetch({
    apiOrigin,
    send,
    tokens,
    async deviceHeaders() {
      const reading = deviceId.get()
      const info = deviceInfoHeader()
      return { 'ap-device-identifier': `fingerprint ${encodeBase64(await reading)}`, ...info }
    },
    emit,
    retries,
  })
  const fetch = createFetch(authorizedFetch)
  const request = createRequest({
    authorizedFetch,
    serviceProvider,
    headers: options.headers,
    throttledFor: throttle.wait,
  })
  const storedCredentials = async () => (await repository.readUnlocked()).credentials

  const client: PassClient = {
    origin,
    serviceProvider,
    getToken: tokens.getToken,
    reset: tokens.reset,
    subscribe,
    fetch: (input, init) => fetch(input, init).catch(warned),
    request: (endpoint, { signal } = {}) =>
      request(endpoint, signal).catch(async (error: unknown) =>
        warned(await explainMissingScope(error, storedCredentials)),
      ),
  }
  partsOf.set(client, {
    tokens,
    store,
    recordName,
    retries,
    emit,
    owner: async () => ownerOf((await storedCredentials())?.clientId),
    ownerInUse: () => {
      const clientId = tokens.clientId()
      return clientId === undefined ? undefined : ownerOf(clientId)
    },
    onStoreFailure,
    async waitToNavigate(url) {
      if (!parseUrl(url)?.pathname.startsWith('/api/v2/')) return
      const slot = await throttle.acquire({
        method: 'GET',
        url,
        cache: 'default',
        mode: 'navigate',
        first: true,
        isAlone: false,
        signal: undefined,
      })
      slot.end('unknown')
    },
    hash: fingerprint(
      JSON.stringify([
        // The configured origin is the same on a server and in the browser, even if it is '/'.
        `react-adobe-pass:${configured}:${application}`,
        options.deviceId,
        options.headers,
      ]),
    ),
  })
  return client
}

const NO_PAGE =
  "origin '/' is that of the page, and there is none here, as on a server: make the call in the browser, or give createPassClient an origin such as https://host"

function readOrWarn(options: PassClientOptions) {
  try {
    const read = readOptions(options)
    unknownOptions(options).forEach(warnOnce)
    return read
  } catch (error) {
    warnOfSetUp(error, '')
    throw error
  }
}

/** A fingerprint of a registration that does not reveal the client id. */
const ownerOf = (clientId = '') => fingerprint(clientId)

function persistWithFirstToken(subscribe: PassClient['subscribe']): void {
  const stop = subscribe(({ type }) => {
    if (type !== 'token-issued') return
    stop()
    void askToPersist()
  })
}

/**
 * The option `fetch`, or the global one at the time of the call: tests and polyfills replace it.
 */
const givenOrGlobalFetch =
  (options: PassClientOptions): typeof globalThis.fetch =>
  (input, init) => {
    const { fetch = globalThis.fetch } = options
    if (!fetch) throw new PassConfigurationError(NO_FETCH)
    return fetch(input, init)
  }

const NO_FETCH = 'There is no global fetch here: give createPassClient the option fetch'

const NO_STORE =
  'There is no IndexedDB here, as on a server: give createPassClient the option store, one that is kept, or memoryStore() for a script'

/** Without a store, a server would register at each start and use one client for all viewers. */
function refuseServerWithoutStore({ store }: PassClientOptions): void {
  if (store || typeof document !== 'undefined' || attempt(() => indexedDB)) return
  throw new PassConfigurationError(NO_STORE)
}

function encodeDeviceInfo(
  given: PassClientOptions['deviceInfo'],
): Readonly<Record<string, string>> {
  const info = given ?? browserDeviceInfo()
  return info ? { 'x-device-info': encodeBase64(JSON.stringify(info)) } : {}
}
