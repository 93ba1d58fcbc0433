/** One pay-TV provider of the emulator's catalogue, as `requestor.mvpds` of the configuration lists it. */
export interface EmulatedMvpd {
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
  /** Milliseconds before each answer, the request being acted on at once. Default 0. */
  readonly latency?: number
  /** The pay-TV providers on offer. Default: ten fictional ones. */
  readonly mvpds?: readonly EmulatedMvpd[]
}
