import { createRecordKeeper } from '../credentials/credentialRepository.ts'
import { createDeviceId } from '../credentials/deviceId.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassThrottledError } from '../errors/PassThrottledError.ts'
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
import { createTokenFlight, type TokenFlight } from '../token/acquireToken.ts'
import { createTokenLife } from '../token/lifetime.ts'
import { createTokenVault, type TokenVault } from '../token/tokenManager.ts'
import { encodeBase64, fingerprint } from '../wire/encoding.ts'
import { readRegistration, registrationRequest } from '../wire/registerClient.ts'
import { readToken, tokenRequest } from '../wire/requestToken.ts'
import type { WireRequest } from '../wire/WireRequest.ts'
import { createPassFetch } from './authorizedFetch.ts'
import { browserDeviceInfo } from './browserDeviceInfo.ts'
import { createEvents, type JourneyEvent } from './events.ts'
import { explainMissingScope } from './explainMissingScope.ts'
import { type PassClientOptions, readOptions, unknownOptions } from './options.ts'
import type { PassClient } from './PassClient.ts'
import { request } from './request.ts'
import { warnOfSetUp } from './warnOfSetUp.ts'
import { warnOnce } from './warnOnce.ts'

/** What the hooks need of a client, and nobody else. */
export interface PassClientParts {
  readonly vault: TokenVault
  /** Tells clients apart in query keys: of origin, statement, a given device id and `headers`. */
  readonly hash: string
  /** Where the viewer's journey keeps what must outlive the page: the client's own store. */
  readonly store: CredentialStore
  /** The name of the client's record in it. */
  readonly recordName: string
  /** Tells registrations apart: what belongs to another one is not this viewer's. */
  readonly owner: () => Promise<string>
  /** How often a failing call is repeated, at most. */
  readonly retries: number
  /** The same without reading the store: of the last token in use; `undefined` before there is one. */
  readonly ownerInUse: () => string | undefined
  /** To be called when the store fails: raises `storage-unavailable`, once. */
  readonly onStoreFailure: () => void
  /** Raises an event of the viewer's journey. */
  readonly emit: (event: JourneyEvent) => void
}

const partsOf = new WeakMap<PassClient, PassClientParts>()

/** The inner parts of a client that `createPassClient` has made. */
export function clientParts(client: PassClient): PassClientParts {
  const parts = partsOf.get(client)
  if (!parts) throw new PassConfigurationError('client must be made by createPassClient')
  return parts
}

/**
 * Makes a client: once per application, outside React. It opens the store and does nothing else;
 * the first call registers.
 *
 * @throws PassConfigurationError for options that cannot work, and where TanStack Query is older than
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
  const origin = configured === PAGE_ORIGIN ? (pageOrigin() ?? PAGE_ORIGIN) : configured
  const name = `react-adobe-pass:${origin}`
  const recordName = `${name}:${fingerprint(statement)}`
  const apiOrigin = () => {
    if (origin !== PAGE_ORIGIN) return origin
    throw new PassConfigurationError(
      "origin '/' is that of the page, and there is none here, as on a server: make the call in the browser, or give createPassClient an origin such as https://host",
    )
  }

  const { emit, subscribe } = createEvents(options.onEvent)
  if (options.persistStorage) {
    const stop = subscribe(({ type }) => {
      if (type !== 'token-issued') return
      stop()
      void askToPersist()
    })
  }
  let failing = false
  const onFailure = () => {
    if (!failing) emit({ type: 'storage-unavailable' })
    failing = true
  }
  const throttle = createThrottle(name, options.throttle ?? { burst: 10, perSecond: 1 })
  const send = createSend(
    (input, init) => {
      const { fetch = globalThis.fetch } = options
      if (!fetch) throw new PassConfigurationError('fetch must be given: there is none here')
      return fetch(input, init)
    },
    throttle,
    timeout,
    emit,
  )
  const lock = createTabLock(recordName, 2 * timeout + 1_000, store)
  const deviceId = createDeviceId(options.deviceId, store, lock, onFailure)
  const { deviceInfo = browserDeviceInfo() } = options
  const deviceInfoHeader = deviceInfo && {
    'x-device-info': encodeBase64(JSON.stringify(deviceInfo)),
  }

  /** One try at a DCR endpoint. */
  const callDcr = async ({ path, type, body }: WireRequest) => {
    const url = apiOrigin() + path
    // A server would register at every start, and one client for all of its viewers.
    if (!options.store && typeof document === 'undefined' && !attempt(() => indexedDB)) {
      throw new PassConfigurationError('store must be given where there is no browser')
    }
    const headers = { accept: 'application/json', 'content-type': type, ...deviceInfoHeader }
    const answer = await send(url, { method: 'POST', headers, body }, { first: true })
    if (answer.status === 429) throw new PassThrottledError(throttle.wait())
    return answer
  }

  const keeper = createRecordKeeper(store, recordName, onFailure)
  const { isAlive, left } = createTokenLife(options.renewBefore)
  const channel = createTabChannel(recordName)
  /** Passes an error on. */
  const warned = (error: unknown): never => {
    warnOfSetUp(error, origin)
    throw error
  }
  const acquisition = createTokenFlight({
    register: async () =>
      readRegistration(await callDcr(registrationRequest(statement, options.redirectUri))),
    mint: async (credentials) => {
      void deviceId('again')
      return readToken(await callDcr(tokenRequest(credentials)))
    },
    keeper,
    lock,
    isAlive,
    emit,
    notifyTabs: channel.notify,
    retries,
  })
  const flight: TokenFlight = {
    ...acquisition,
    obtain: (judge) => acquisition.obtain(judge).catch(warned),
  }
  const vault = createTokenVault(channel, flight, left, emit)
  const passFetch = createPassFetch({
    apiOrigin,
    send,
    vault,
    flight,
    deviceHeaders: async () => ({
      'ap-device-identifier': `fingerprint ${encodeBase64(await deviceId())}`,
      ...deviceInfoHeader,
    }),
    emit,
    retries,
  })

  const fetchRaw: PassClient['fetch'] = async (input, init) => {
    if (typeof input !== 'object' || !('url' in input)) {
      return (await passFetch(input, init ?? {}, { raw: true })).response
    }
    const { url, method, headers, signal, credentials, keepalive, mode } = input
    // A request that was given no mode says `default`.
    const cache = input.cache !== 'default' && { cache: input.cache }
    // Not the body's stream, which could not be sent again.
    const body = /^(GET|HEAD)$/.test(method) ? null : await input.blob()
    const given = { method, headers, signal, ...cache, credentials, keepalive, mode, body }
    return (await passFetch(url, { ...given, ...init }, { raw: true })).response
  }

  const ownerOf = (clientId = '') => fingerprint(clientId)
  const client: PassClient = {
    origin,
    serviceProvider,
    getToken: vault.getToken,
    reset: vault.reset,
    subscribe,
    fetch: (input, init) => fetchRaw(input, init).catch(warned),
    request: (endpoint, { signal } = {}) =>
      request(passFetch, options, throttle.wait, endpoint, signal).catch(async (error: unknown) =>
        warned(await explainMissingScope(error, async () => (await keeper.peek()).credentials)),
      ),
  }
  partsOf.set(client, {
    vault,
    store,
    recordName,
    retries,
    emit,
    owner: async () => ownerOf((await keeper.peek()).credentials?.clientId),
    ownerInUse: () => {
      const clientId = flight.clientInUse()
      return clientId === undefined ? undefined : ownerOf(clientId)
    },
    onStoreFailure: onFailure,
    hash: fingerprint(
      JSON.stringify([
        // The same on a server and in the browser, where '/' means different things.
        `react-adobe-pass:${configured}:${fingerprint(statement)}`,
        options.deviceId,
        options.headers,
      ]),
    ),
  })
  return client
}

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
