import { encodeBase64, fingerprint } from '../oauth/encoding.ts'

/** What a partner's framework (Apple's Video Subscriber Account) says of the viewer. */
export interface PartnerFrameworkStatus {
  readonly frameworkPermissionInfo: {
    readonly accessStatus: 'granted' | 'denied' | 'restricted' | 'notDetermined'
    readonly error?: unknown
  }
  readonly frameworkProviderInfo: {
    readonly id: string
    /** ms since the epoch, as a text. */
    readonly expirationDate: string
    readonly error?: unknown
  }
}

/**
 * The optional headers of REST API V2. Adobe's CORS list names none of them: from a page they work
 * through a proxy on the page's own origin only, or where Adobe has widened the list for you.
 */
export interface PassHeaders {
  /** `AP-TempPass-Identity`: who takes a promotional TempPass, such as `{ email: '…' }`. */
  readonly tempPassIdentity?: Readonly<Record<string, string>> | undefined
  /** `Adobe-Subject-Token`: platform SSO. */
  readonly subjectToken?: string | undefined
  /** `X-Roku-Reserved-Roku-Connect-Token`: platform SSO on Roku. */
  readonly rokuConnectToken?: string | undefined
  /** `AD-Service-Token`: service-token SSO. */
  readonly serviceToken?: string | undefined
  /** `AP-Partner-Framework-Status`: partner SSO. */
  readonly partnerFrameworkStatus?: PartnerFrameworkStatus | undefined
  /** `AP-Visitor-Identifier`: the ECID. It does not select whose answer comes. */
  readonly visitorIdentifier?: string | undefined
}

const NAMES = {
  tempPassIdentity: 'AP-TempPass-Identity',
  subjectToken: 'Adobe-Subject-Token',
  rokuConnectToken: 'X-Roku-Reserved-Roku-Connect-Token',
  serviceToken: 'AD-Service-Token',
  partnerFrameworkStatus: 'AP-Partner-Framework-Status',
  visitorIdentifier: 'AP-Visitor-Identifier',
} as const

type HeaderField = keyof PassHeaders

/** Those that every operation of a viewer takes. */
export const SSO = [
  'subjectToken',
  'rokuConnectToken',
  'serviceToken',
  'visitorIdentifier',
] as const

/**
 * The headers of an endpoint, of those that its operation lists (rule V7), and a key that tells
 * apart whose answer it is. The key is a fingerprint: it reveals no token.
 */
export function headersOf(
  given: PassHeaders,
  listed: readonly HeaderField[],
): {
  readonly headers: Record<string, string>
  readonly accepts: readonly string[]
  readonly key: string | undefined
} {
  const headers: Record<string, string> = {}
  let identity = ''
  for (const field of listed) {
    const value = given[field]
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : encodeBase64(JSON.stringify(value))
    headers[NAMES[field]] = text
    if (field !== 'visitorIdentifier') identity += `${field} ${text} `
  }
  return {
    headers,
    accepts: listed.map((field) => NAMES[field]),
    key: identity ? fingerprint(identity) : undefined,
  }
}

/**
 * The headers by name, for the `headers` option of a client: each is sent with the operations that
 * list it.
 *
 * @example
 * createPassClient({ …, headers: passHeaders({ visitorIdentifier: ecid }) })
 */
export const passHeaders = (given: PassHeaders): Record<string, string> =>
  headersOf(given, [...SSO, 'partnerFrameworkStatus', 'tempPassIdentity']).headers
