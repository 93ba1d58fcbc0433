import { isId } from '../oauth/encoding.ts'
import { PassConfigurationError } from '../oauth/errors/PassConfigurationError.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import type { DeviceInfo } from './deviceInfo.ts'
import { deviceInfoValues } from './deviceInfoValues.ts'
import { environments, type PassEnvironment } from './environment.ts'
import type { PassEvent } from './events.ts'
import { PAGE_ORIGIN } from './pageOrigin.ts'
import type { ThrottleOptions } from './throttle.ts'
import { LONGEST_TIMER } from './tokenLife.ts'
import { parseUrl } from './url.ts'

/** The options of `createPassClient`. */
export interface PassClientOptions {
  /**
   * The JWT from the TVE Dashboard that names your application (RFC 7591 section 2.3). White
   * space in it is ignored.
   */
  softwareStatement: string
  /** Your service provider's id, such as `REF30`: fills `{serviceProvider}` in endpoint paths. */
  serviceProvider?: string | undefined
  /** Default `'production'`. */
  environment?: PassEnvironment | undefined
  /**
   * The API origin, e.g. an emulator's or a proxy's. Wins over `environment`. `'/'` is the page's
   * own: a client with it can be made and rendered on a server, where its calls reject with a
   * `PassConfigurationError`.
   */
  origin?: string | undefined
  /** Sent with the registration (`redirect_uri`). */
  redirectUri?: string | undefined
  /**
   * Sent as `X-Device-Info`. Default: what the browser surely tells of itself. `false` sends none:
   * Adobe then goes by the `User-Agent` alone, and may apply stricter rules to a device that it
   * cannot place, such as shorter sign-ins.
   */
  deviceInfo?: DeviceInfo | false | undefined
  /** Sent as `AP-Device-Identifier`. Default: generated once per browser profile and kept. */
  deviceId?: string | undefined
  /**
   * Optional headers of REST API V2, by name: sent with the operations that list them, unless the
   * call gives its own. `passHeaders` of `react-adobe-pass/rest-v2` makes them. From a page they
   * need a proxy on its own origin (`origin: '/'`), for Adobe's CORS list names none of them: the
   * browser would refuse the call, a `PassNetworkError`.
   */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * Where credentials, token and device identifier are kept. Default `indexedDbStore()`; a server
   * must give one.
   */
  store?: CredentialStore | undefined
  /**
   * Asks the browser, once a page has got a new token, not to drop what is stored when space runs
   * short (`navigator.storage.persist()`). Firefox asks the viewer. Default `false`.
   */
  persistStorage?: boolean | undefined
  /** Default: the global one, looked up at each call. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * How fast this device may send. Default: Adobe's documented limits, `{ burst: 10, perSecond: 1 }`.
   * `false` paces nothing; the pause after a 429 stays.
   */
  throttle?: ThrottleOptions | false | undefined
  /** ms for one network request, counted from its sending. Default `15_000`. */
  timeout?: number | undefined
  /**
   * ms before its expiry at which a token is renewed. Default: a tenth of its lifetime, at most
   * `60_000`. Never more than half the lifetime.
   */
  renewBefore?: number | undefined
  /**
   * How often a registration, a token request or a call that fails in passing (no network, a 5xx, a
   * 429) is repeated, at most, after up to 0.5, 1, 2 s and so on. Default `3`; `0` never.
   */
  retries?: number | undefined
  /** Called with every event of the client. */
  onEvent?: ((event: PassEvent) => void) | undefined
}

/**
 * Checks the options, and gives the statement without its white space and the origin, which may be
 * `'/'`.
 *
 * @throws PassConfigurationError that names the option and what is expected of it.
 */
export function readOptions(options: PassClientOptions): { statement: string; origin: string } {
  const statement = String(options.softwareStatement ?? '').replace(/\s+/g, '')
  const must = <K extends keyof PassClientOptions>(
    name: K,
    expected: string,
    holds: (value: PassClientOptions[K]) => unknown,
  ) => {
    if (options[name] === undefined || holds(options[name])) return
    throw new PassConfigurationError(`${name} must be ${expected}`)
  }
  const isFunction = (value: unknown) => typeof value === 'function'
  const isObject = (value: unknown) => value && typeof value === 'object'
  const names = Object.keys(environments)

  if (!/^[\w-]+(\.[\w-]+){2}$/.test(statement)) {
    throw new PassConfigurationError(
      `softwareStatement must be the JWT from the TVE Dashboard, and is ${statement ? 'not one' : 'empty'}`,
    )
  }
  must('serviceProvider', 'an id such as REF30', isId)
  must('environment', `one of ${names.join(', ')}`, (name) => names.includes(String(name)))
  // Its path, query or user name would silently be ignored.
  must('origin', "a bare origin such as https://host, or '/' for the page's own", (text) => {
    if (text === PAGE_ORIGIN) return true
    const url = parseUrl(String(text))
    return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  })
  must('redirectUri', 'an absolute URI', (uri) => parseUrl(String(uri)))
  must('headers', 'an object', isObject)
  must('deviceInfo', 'an object or false', (info) => info === false || isObject(info))
  for (const [key, allowed] of Object.entries(deviceInfoValues)) {
    const { [key]: value }: Readonly<Record<string, unknown>> = Object(options.deviceInfo)
    if (value === undefined || allowed.some((one) => one === value)) continue
    throw new PassConfigurationError(`deviceInfo.${key} must be one of ${allowed.join(', ')}`)
  }
  must('deviceId', 'a text', isId)
  must('store', 'an object with get, set and delete', (store) =>
    [store?.get, store?.set, store?.delete].every(isFunction),
  )
  must('persistStorage', 'a boolean', (persist) => persist === !!persist)
  must('throttle', 'false, or { burst: 1 or more, perSecond: above 0 }', (throttle) => {
    const { burst, perSecond } = throttle || { burst: 1, perSecond: Number(throttle === false) }
    return burst >= 1 && burst < Infinity && perSecond > 0
  })
  must('timeout', 'ms above 0', (ms = 0) => ms > 0 && ms <= LONGEST_TIMER)
  must('renewBefore', 'ms, 0 or more', (ms = 0) => ms >= 0 && ms < Infinity)
  must('retries', 'a whole number, 0 or more', (times = 0) => Number.isInteger(times) && times >= 0)
  must('fetch', 'a function', isFunction)
  must('onEvent', 'a function', isFunction)

  const { origin, environment = 'production' } = options
  if (origin === PAGE_ORIGIN) return { statement, origin }
  return { statement, origin: parseUrl(origin ?? '')?.origin ?? environments[environment] }
}
