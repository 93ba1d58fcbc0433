/**
 * How a pay-TV provider of the emulator behaves.
 *
 * - `login`: a login form that accepts any user name, and a logout page
 * - `no-logout`: like `login`, without a logout page
 * - `slow`: like `login`, but its pages and decisions take `mvpdLatency`
 * - `password`: like `login`, but the form rejects the password `wrong`
 * - `unsteady`: each resource fails with `network_connection_timeout` the first two times
 * - `denying`: denies every resource, with its own text (`details`)
 * - `authn-all`: Adobe's degradation AuthNAll: no sign-in, every resource is permitted
 * - `authz-all`: AuthZAll: a login, then every resource is permitted
 * - `authz-none`: AuthZNone: a login, then every resource is denied
 * - `temporary`: a TempPass: two hours for each device, from its first use
 * - `promotional`: a TempPass that needs `AP-TempPass-Identity`: two hours and three resources for
 *   each identity
 */
export type EmulatedMvpdKind =
  | 'login'
  | 'no-logout'
  | 'slow'
  | 'password'
  | 'unsteady'
  | 'denying'
  | 'authn-all'
  | 'authz-all'
  | 'authz-none'
  | 'temporary'
  | 'promotional'

/**
 * Which user metadata a pay-TV provider of the emulator sends in profiles.
 *
 * - `plain`: every item of Adobe's table except `encryptedZip`, none encrypted
 * - `encrypted`: `zip` is encrypted, and `encryptedZip` has an `error` instead of a value
 * - `booleans-as-texts`: `hba_status` and the other booleans are `"true"` or `"false"`
 * - `after-authorization`: `householdID` and `maxRating` come with the first authorized resource,
 *   like Comcast's
 */
export type EmulatedMetadata = 'plain' | 'encrypted' | 'booleans-as-texts' | 'after-authorization'

/**
 * One pay-TV provider of the emulator's catalogue, as in `requestor.mvpds` of the configuration.
 * The configuration leaves out a field that is not given.
 */
export interface EmulatedMvpd {
  /** Not sent. Default `temporary` for a TempPass, else `login`. */
  readonly kind?: EmulatedMvpdKind
  /** Not sent. Default `plain`. A TempPass and degraded access have their own metadata. */
  readonly metadata?: EmulatedMetadata
  /**
   * Not sent. `true` omits it from the configuration, for a pass that an application offers itself.
   */
  readonly hidden?: boolean
  /** The id, not empty. */
  readonly id: string
  /** The name in pickers and on its login page. */
  readonly displayName: string
  /** The URL of the logo, also as a `data:` URL. */
  readonly logoUrl: string
  /** Whether it is a TempPass: sets the default of `kind`, and the metadata. */
  readonly isTempPass?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly isProxy?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly boardingStatus?: string
  /** The `id` in `AP-Partner-Framework-Status` that stands for this provider. */
  readonly platformMappingId?: string
  /**
   * Whether partner SSO is possible; else its session has the `reasonType`
   * `configuration_fallback`. Default `false`.
   */
  readonly enablePlatformServices?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly displayInPlatformPicker?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly enforcePlatformPermissions?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly authPerAggregator?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly authPerBrowserSession?: boolean
  /** Sent as it is. It changes nothing else. */
  readonly passiveAuthnEnabled?: boolean
}

/** The behaviour of the token bucket that Adobe's documentation leaves open. */
export interface EmulatedThrottle {
  /**
   * `true`: a bucket of 10 that refills by 1 a second up to 10. `false`: the 10 is a one-time
   * allowance, and afterwards there is never more than 1. Default `true`.
   */
  readonly refill?: boolean
  /** Whether a CORS preflight takes a token too. Default `false`. */
  readonly countPreflights?: boolean
}

/** The options of {@link createPassEmulator}. */
export interface PassEmulatorOptions {
  /** The lifetime of an access token in seconds, 0 or more. Default 21600 (6 hours). */
  readonly tokenLifetime?: number
  /**
   * Limits each device to 1 request a second with a burst of 10. `false` disables it. Default
   * `true`.
   */
  readonly throttle?: boolean | EmulatedThrottle
  /** Allows every request header in preflights, as Adobe can for a customer. Default `false`. */
  readonly allowAllHeaders?: boolean
  /** The service providers that the statements cover. Default: any. */
  readonly serviceProviders?: readonly string[]
  /**
   * The application's scopes, as the registration response lists them. Without `api:client:v2` it
   * gets tokens, but REST API V2 answers every call with a 401. Default `['api:client:v2']`.
   */
  readonly scopes?: readonly string[]
  /**
   * The domains that are registered with Adobe for the application. The configuration lists them,
   * and a `redirectUrl` on another domain is rejected. Default: any, and the configuration lists
   * `localhost` and `example.com`.
   */
  readonly domains?: readonly string[]
  /** The delay of each response in ms. The request itself takes effect at once. Default 0. */
  readonly latency?: number
  /**
   * The pay-TV providers, at least one. Default: ten fictional ones, and one that is not in the
   * configuration.
   */
  readonly mvpds?: readonly EmulatedMvpd[]
  /** The lifetime of an authentication code in seconds, 0 or more. Default 1800 (30 minutes). */
  readonly sessionLifetime?: number
  /**
   * The name of the domain in `missingParameters`: the documented one, or one that Adobe sometimes
   * sends. Default `domainName`.
   */
  readonly domainParameter?: 'domainName' | 'domain'
  /**
   * What `POST /sessions/sso/{partner}` does if `AP-Partner-Framework-Status` is missing or does
   * not allow a sign-in. `fallback` returns an ordinary session with the `reasonType`
   * `pfs_fallback`, as Adobe documents. `refuse` returns the error code that names the problem,
   * `invalid_header_pfs_…`. Default `fallback`.
   */
  readonly partnerStatus?: 'refuse' | 'fallback'
  /** How many resources one call for decisions may ask for. Default 5. */
  readonly maxResources?: number
  /** The delay of the pages and decisions of a `slow` provider in ms. Default 3000. */
  readonly mvpdLatency?: number
}
