import { encodeBase64, fingerprint } from '../wire/encoding.ts'

/** What a partner's framework (Apple's Video Subscriber Account) reports about the viewer. */
export interface PartnerFrameworkStatus {
  /** Whether the application may read the viewer's subscription. */
  readonly frameworkPermissionInfo: {
    /**
     * The viewer's choice: `notDetermined` if there is none yet. `restricted`: the application may
     * not read it at all.
     */
    readonly accessStatus: 'granted' | 'denied' | 'restricted' | 'notDetermined'
    /** The framework's error, if there was one: `{ code, message }`. */
    readonly error?: unknown
  }
  /** The sign-in with the framework. */
  readonly frameworkProviderInfo: {
    /** The `platformMappingId` of the MVPD. */
    readonly id: string
    /** When that sign-in expires: ms since the epoch, as a string. */
    readonly expirationDate: string
    /** The framework's error, if there was one: `{ code, message }`. */
    readonly error?: unknown
  }
}

/**
 * The optional headers of REST API V2. Adobe's CORS list has none of them. From a page they work
 * only through a proxy on the page's own origin (a client with `origin: '/'`), or if Adobe has
 * extended the list for you. Otherwise the browser blocks the call with a `PassNetworkError`.
 */
export interface PassHeaders {
  /**
   * `AP-TempPass-Identity`: the viewer of a promotional TempPass, such as `{ email }`. Adobe wants
   * no personal data in clear text: hash each value yourself, with `hashIdentity` or on your
   * server. The values are sent as given.
   */
  readonly tempPassIdentity?: Readonly<Record<string, string>> | undefined
  /** `Adobe-Subject-Token`: platform SSO. */
  readonly subjectToken?: string | undefined
  /** `X-Roku-Reserved-Roku-Connect-Token`: platform SSO on Roku. */
  readonly rokuConnectToken?: string | undefined
  /** `AD-Service-Token`: service-token SSO. */
  readonly serviceToken?: string | undefined
  /** `AP-Partner-Framework-Status`: partner SSO. */
  readonly partnerFrameworkStatus?: PartnerFrameworkStatus | undefined
  /** `AP-Visitor-Identifier`: the ECID. It does not select whose response it is. */
  readonly visitorIdentifier?: string | undefined
}

/** All headers, by field name. */
export const ALL = {
  subjectToken: 'Adobe-Subject-Token',
  rokuConnectToken: 'X-Roku-Reserved-Roku-Connect-Token',
  serviceToken: 'AD-Service-Token',
  visitorIdentifier: 'AP-Visitor-Identifier',
  partnerFrameworkStatus: 'AP-Partner-Framework-Status',
  tempPassIdentity: 'AP-TempPass-Identity',
} as const

// The headers that most operations list. They are repeated here, because picking them from ALL
// would add all of ALL to the bundle of a single endpoint.

export const VISITOR: Pick<typeof ALL, 'visitorIdentifier'> = {
  visitorIdentifier: 'AP-Visitor-Identifier',
}

export const TEMP_PASS: Pick<typeof ALL, 'tempPassIdentity'> = {
  tempPassIdentity: 'AP-TempPass-Identity',
}

export const PARTNER: Pick<typeof ALL, 'partnerFrameworkStatus' | 'visitorIdentifier'> = {
  partnerFrameworkStatus: 'AP-Partner-Framework-Status',
  visitorIdentifier: 'AP-Visitor-Identifier',
}

export const SSO: Omit<typeof ALL, 'partnerFrameworkStatus' | 'tempPassIdentity'> = {
  subjectToken: 'Adobe-Subject-Token',
  rokuConnectToken: 'X-Roku-Reserved-Roku-Connect-Token',
  serviceToken: 'AD-Service-Token',
  visitorIdentifier: 'AP-Visitor-Identifier',
}

/**
 * The headers of an endpoint, limited to those that its operation lists (rule V7), and a key that
 * distinguishes whose response it is. The key is a fingerprint: it reveals no token.
 */
export function headersOf<Field extends keyof PassHeaders>(
  given: Pick<PassHeaders, Field>,
  listed: Readonly<Record<Field, string>>,
): {
  readonly headers: Record<string, string>
  readonly accepts: readonly string[]
  readonly key: string | undefined
} {
  const headers: Record<string, string> = {}
  let identity = ''
  for (const field in listed) {
    const value = given[field]
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : encodeBase64(JSON.stringify(value))
    headers[listed[field]] = text
    if (field !== 'visitorIdentifier') identity += `${field} ${text} `
  }
  return {
    headers,
    accepts: Object.values(listed),
    key: identity ? fingerprint(identity) : undefined,
  }
}

/**
 * The headers by name, for the client option `headers`. Each is sent with the operations that list
 * it.
 *
 * @example
 * const pass = createPassClient({
 *   softwareStatement,
 *   serviceProvider: 'REF30',
 *   headers: passHeaders({ visitorIdentifier: ecid }),
 * })
 */
export const passHeaders = (given: PassHeaders): Record<string, string> =>
  headersOf(given, ALL).headers
