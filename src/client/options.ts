import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import type { ThrottleOptions } from '../http/pace.ts'
import { PAGE_ORIGIN } from '../platform/pageOrigin.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { LONGEST_TIMER } from '../token/lifetime.ts'
import { isId } from '../wire/encoding.ts'
import { fieldsOf, isNumber, isRecord } from '../wire/guards.ts'
import { parseUrl } from '../wire/url.ts'
import type { DeviceInfo } from './deviceInfo.ts'
import { deviceInfoValues } from './deviceInfoValues.ts'
import { environments, type PassEnvironment } from './environment.ts'
import type { PassEvent } from './events.ts'

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
   * The API origin, e.g. of an emulator or a proxy. Overrides `environment`. `'/'` is the page's
   * own origin: such a client can be created and rendered on a server, but its calls reject there
   * with a `PassConfigurationError`.
   */
  origin?: string | undefined
  /** Sent with the registration (`redirect_uri`). */
  redirectUri?: string | undefined
  /**
   * Sent as `X-Device-Info`. Default: what the browser reveals reliably. `false` sends none: Adobe
   * then uses only the `User-Agent`, and may apply stricter rules to a device that it does not
   * recognise, such as shorter sign-ins.
   */
  deviceInfo?: DeviceInfo | false | undefined
  /** Sent as `AP-Device-Identifier`. Default: generated once per browser profile and kept. */
  deviceId?: string | undefined
  /**
   * Optional headers of REST API V2, by name. They are sent with the operations that list them,
   * unless the call sets its own. Create them with `passHeaders` of `react-adobe-pass/rest-v2`.
   * From a page they need a proxy on its own origin (`origin: '/'`): Adobe's CORS list has none of
   * them, so the browser would block the call with a `PassNetworkError`.
   */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * Stores credentials, token and device identifier. Default `indexedDbStore()`. Required on a
   * server.
   */
  store?: CredentialStore | undefined
  /**
   * Asks the browser not to evict stored data when space runs short
   * (`navigator.storage.persist()`), once a page has got a new token. Firefox asks the viewer.
   * Default `false`.
   */
  persistStorage?: boolean | undefined
  /** Default: the global `fetch`, looked up at each call. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * The request rate of this device. Default: Adobe's documented limits,
   * `{ burst: 10, perSecond: 1 }`. `false` disables pacing, but not the pause after a 429.
   */
  throttle?: ThrottleOptions | false | undefined
  /** The timeout of one network request in ms, from when it is sent. Default `15_000`. */
  timeout?: number | undefined
  /**
   * How many ms before its expiry a token is renewed. Default: a tenth of its lifetime, at most
   * `60_000`. Never more than half the lifetime.
   */
  renewBefore?: number | undefined
  /**
   * How often a registration, a token request or a call that fails temporarily (no network, a 5xx,
   * a 429) is retried, at most, after up to 0.5, 1, 2 s and so on. Default `3`; `0` for never.
   */
  retries?: number | undefined
  /** Called on every event of the client. */
  onEvent?: ((event: PassEvent) => void) | undefined
}

/** What an option must be. `undefined` counts as not given. */
interface Check<Name extends keyof PassClientOptions> {
  readonly expected: string
  readonly holds: (value: PassClientOptions[Name]) => unknown
}

const JWT = 'the JWT from the TVE Dashboard'
const isFunction = (value: unknown) => typeof value === 'function'
const environmentNames = Object.keys(environments)

const checks: { readonly [Name in keyof Required<PassClientOptions>]: Check<Name> } = {
  softwareStatement: {
    expected: `${JWT}: copy the whole text, without quotes`,
    holds: (text) => /^[\w-]+(\.[\w-]+){2}$/.test(withoutSpace(text)),
  },
  serviceProvider: {
    expected: 'an id such as REF30, without spaces around it',
    holds: (id) => isId(id) && id === id.trim(),
  },
  environment: {
    expected: `one of ${environmentNames.join(', ')}`,
    holds: (name) => environmentNames.includes(String(name)),
  },
  // A path, query or user name would be ignored silently.
  origin: {
    expected: "a scheme and a host without a path, such as https://host, or '/' for the page's own",
    holds: (text) => {
      if (text === PAGE_ORIGIN) return true
      const url = parseUrl(String(text))
      return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
    },
  },
  redirectUri: {
    expected: 'an absolute URI such as https://host/path',
    holds: (uri) => parseUrl(String(uri)),
  },
  headers: { expected: 'an object', holds: isRecord },
  deviceInfo: {
    expected: 'an object or false',
    holds: (info) => info === false || isRecord(info),
  },
  deviceId: { expected: 'a text', holds: isId },
  store: {
    expected: 'an object with get, set and delete',
    holds: (store) => [store?.get, store?.set, store?.delete].every(isFunction),
  },
  persistStorage: { expected: 'a boolean', holds: (persist) => persist === !!persist },
  throttle: {
    expected: 'false, or { burst: 1 or more, perSecond: above 0 }',
    holds: (throttle) => {
      const { burst, perSecond } = throttle || { burst: 1, perSecond: Number(throttle === false) }
      return burst >= 1 && burst < Infinity && perSecond > 0
    },
  },
  timeout: {
    expected: 'a number of ms above 0',
    holds: (ms) => isNumber(ms) && ms > 0 && ms <= LONGEST_TIMER,
  },
  renewBefore: {
    expected: 'a number of ms, 0 or more',
    holds: (ms) => isNumber(ms) && ms >= 0 && ms < Infinity,
  },
  retries: {
    expected: 'a whole number, 0 or more',
    holds: (times = 0) => Number.isInteger(times) && times >= 0,
  },
  fetch: { expected: 'a function', holds: isFunction },
  onEvent: { expected: 'a function', holds: isFunction },
}

const isOption = (name: string): name is keyof PassClientOptions => name in checks
const optionNames = Object.keys(checks).filter(isOption)

/**
 * Checks the options. Returns the statement without white space, and the origin, which may be
 * `'/'`.
 *
 * @throws PassConfigurationError that names the option and what is expected of it.
 */
export function readOptions(options: PassClientOptions): { statement: string; origin: string } {
  if (!isRecord(options)) {
    throw new PassConfigurationError(
      'createPassClient takes an object with softwareStatement and serviceProvider',
    )
  }
  const { softwareStatement } = options
  const statement = withoutSpace(softwareStatement)
  if (!statement) refuse('softwareStatement', JWT, softwareStatement ?? '')
  for (const name of optionNames) checkOption(options, name)
  for (const [key, allowed] of Object.entries(deviceInfoValues)) {
    const { [key]: value } = fieldsOf(options.deviceInfo)
    if (value === undefined || allowed.some((one) => one === value)) continue
    throw new PassConfigurationError(`deviceInfo.${key} must be one of ${allowed.join(', ')}`)
  }

  const { origin, environment = 'production' } = options
  if (origin === PAGE_ORIGIN) return { statement, origin }
  return { statement, origin: parseUrl(origin ?? '')?.origin ?? environments[environment] }
}

function checkOption<Name extends keyof PassClientOptions>(
  options: PassClientOptions,
  name: Name,
): void {
  const { [name]: value } = options
  const { expected, holds }: Check<Name> = checks[name]
  if (value === undefined || holds(value)) return
  refuse(name, expected, value)
}

/** Throws the error of an option. Its value may be a secret, so only its type is named. */
function refuse(name: string, expected: string, value: unknown): never {
  let found = ''
  if (value === '') found = ', and is empty: is the variable set that it comes from?'
  if (value instanceof Promise) found = ', and is a promise: await it'
  throw new PassConfigurationError(`${name} must be ${expected}${found}`)
}

const withoutSpace = (text: unknown) => (typeof text === 'string' ? text.replace(/\s+/g, '') : '')

/** A message for each option with an unknown name, with the name that may be meant. */
export function unknownOptions(options: PassClientOptions): readonly string[] {
  return Object.entries(options).flatMap(([given, value]) => {
    if (value === undefined || isOption(given)) return []
    const meant = optionNames.find((name) => name.toLowerCase() === given.toLowerCase())
    const advice = meant ? `: is ${meant} meant?` : `, only ${optionNames.join(', ')}`
    return [`There is no option ${given}${advice}`]
  })
}
