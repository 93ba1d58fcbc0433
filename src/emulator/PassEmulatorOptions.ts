/**
 * How a pay-TV provider of the emulator behaves.
 *
 * - `login`: a login form that takes any user name, and a logout page
 * - `no-logout`: as `login`, without a logout page
 * - `slow`: as `login`; its pages and decisions take `mvpdLatency`
 * - `password`: as `login`, but the form refuses the password `wrong`
 * - `unsteady`: each resource meets `network_connection_timeout` the first two times
 * - `denying`: denies every resource, in words of its own (`details`)
 * - `authn-all`: Adobe's degradation AuthNAll: nobody signs in, every resource is permitted
 * - `authz-all`: AuthZAll: a login, then every resource is permitted
 * - `authz-none`: AuthZNone: a login, then every resource is denied
 * - `temporary`: a TempPass: two hours for each device, from when it is first used
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
 * How a pay-TV provider of the emulator tells of its viewers, in the user metadata of their profiles.
 *
 * - `plain`: every item of Adobe's table but `encryptedZip`, none encrypted
 * - `encrypted`: `zip` is encrypted, and `encryptedZip` has an `error` in place of a value
 * - `booleans-as-texts`: `hba_status` and the other booleans are `"true"` or `"false"`
 * - `after-authorization`: `householdID` and `maxRating` come with the first authorized resource, as
 *   Comcast's do
 */
export type EmulatedMetadata = 'plain' | 'encrypted' | 'booleans-as-texts' | 'after-authorization'

/** One pay-TV provider of the emulator's catalogue, as `requestor.mvpds` of the configuration lists it. */
export interface EmulatedMvpd {
  /** Not sent. Default `temporary` for a TempPass, else `login`. */
  readonly kind?: EmulatedMvpdKind
  /** Not sent. Default `plain`. A TempPass and degraded access have metadata of their own. */
  readonly metadata?: EmulatedMetadata
  /** Not sent. `true` leaves it out of the configuration: a pass that an application offers by itself. */
  readonly hidden?: boolean
  readonly id: string
  readonly displayName: string
  readonly logoUrl: string
  readonly isTempPass?: boolean
  readonly isProxy?: boolean
  readonly boardingStatus?: string
  readonly platformMappingId?: string
  readonly enablePlatformServices?: boolean
  readonly displayInPlatformPicker?: boolean
  readonly enforcePlatformPermissions?: boolean
  readonly authPerAggregator?: boolean
  readonly authPerBrowserSession?: boolean
  readonly passiveAuthnEnabled?: boolean
}

/** How the token bucket behaves where Adobe's documentation leaves it open. */
export interface EmulatedThrottle {
  /**
   * `true`: a bucket of 10 that refills by 1 a second up to 10. `false`: the 10 is a one-time
   * allowance, afterwards there is never more than 1. Default `true`.
   */
  readonly refill?: boolean
  /** Whether a CORS preflight takes a token too. Default `false`. */
  readonly countPreflights?: boolean
}

/** What {@link createPassEmulator} takes. */
export interface PassEmulatorOptions {
  /** Seconds that an access token lives. Default 21600 (6 hours). */
  readonly tokenLifetime?: number
  /** 1 request a second with a burst of 10, per device. `false` switches it off. Default `true`. */
  readonly throttle?: boolean | EmulatedThrottle
  /** Answers preflights as if Adobe had opened every request header for this customer. Default `false`. */
  readonly allowAllHeaders?: boolean
  /** The service providers that the statements cover. Default: any. */
  readonly serviceProviders?: readonly string[]
  /**
   * What an application may do, as the answer to its registration lists it. Without `api:client:v2`
   * it gets tokens, and every call of REST API V2 is answered with a 401. Default `['api:client:v2']`.
   */
  readonly scopes?: readonly string[]
  /**
   * The domains that the application has with Adobe: the configuration lists them, and a `redirectUrl`
   * on any other one is refused. Default: any, and the configuration lists `localhost` and
   * `example.com`.
   */
  readonly domains?: readonly string[]
  /** Milliseconds before each answer, the request being acted on at once. Default 0. */
  readonly latency?: number
  /** The pay-TV providers on offer. Default: ten fictional ones, and one that is not in the configuration. */
  readonly mvpds?: readonly EmulatedMvpd[]
  /** Milliseconds that an authentication code lives. Default 1800000 (30 minutes). */
  readonly sessionLifetime?: number
  /** What `missingParameters` calls the domain: the documentation's name, or one that Adobe has been seen to send. Default `domainName`. */
  readonly domainParameter?: 'domainName' | 'domain'
  /**
   * What `POST /sessions/sso/{partner}` does with an `AP-Partner-Framework-Status` that is missing or
   * lets nobody in: `fallback` answers an ordinary session whose `reasonType` is `pfs_fallback`, as
   * Adobe documents; `refuse` answers the code that names what is wrong, `invalid_header_pfs_…`.
   * Default `fallback`.
   */
  readonly partnerStatus?: 'refuse' | 'fallback'
  /** Resources that one call for decisions may ask for. Default 5. */
  readonly maxResources?: number
  /** Milliseconds that a `slow` provider takes. Default 3000. */
  readonly mvpdLatency?: number
}
