/** One call as the emulator saw it. */
export interface EmulatedCall {
  readonly method: string
  /** The whole address; the values of secret query parameters are masked. */
  readonly url: string
  /** The HTTP status, or 0 where no answer was given (`fail('network')`, `fail('hang')`). */
  readonly status: number
  /** When it arrived, on the emulator's clock: milliseconds since the epoch. */
  readonly at: number
}

/** Whom a handle reaches: stories and tests that share an emulator leave each other alone. */
export interface EmulatedScope {
  /** The name that was given to {@link PassEmulator.softwareStatement}. Default: all applications. */
  readonly application?: string | undefined
}

/**
 * What {@link PassEmulator.fail} tells apart: three kinds of calls, and `decision`, a single resource
 * of an answer that is a 200 all the same.
 */
export type FailureTarget = 'register' | 'token' | 'api' | 'decision'

/** What {@link PassEmulator.fail} and {@link PassEmulator.amend} reach, and how often. */
export interface AmendOptions extends EmulatedScope {
  /** Default 1. */
  readonly times?: number | undefined
}

/** Which calls fail, and how many of them. */
export interface FailOptions extends AmendOptions {
  /** Default: where the code belongs; the next call of any kind for what belongs nowhere. */
  readonly on?: FailureTarget | undefined
}

/** An enhanced error that Adobe may add one day. */
export interface EmulatedError {
  readonly code: string
  /** Default `none`. */
  readonly action?: string | undefined
  /** Of the body, and of the answer where it is all of it: 400 to 599. Default 403. */
  readonly status?: number
  readonly message?: string | undefined
  readonly details?: string | undefined
}

/**
 * Adobe Pass in memory: Dynamic Client Registration and REST API V2, with handles to make it
 * misbehave. Each handle throws a `TypeError` that names an argument or an option which it does not
 * know, and one that takes an {@link EmulatedScope} also for an application that no statement has
 * been issued for.
 */
export interface PassEmulator {
  /**
   * Stands for a web page's `fetch` from another origin: any host will do, and a request header
   * that Adobe's preflight does not allow rejects with a `TypeError` that names it. It is bound, so
   * it can be handed to `createPassClient({ fetch: emulator.fetch })`.
   *
   * The answer stays readable where a browser would hide it for want of CORS headers (a 429, say).
   * `/__emulator/…` reaches the handles, as over HTTP, and `/` a page that says what this is.
   *
   * @throws `TypeError` as a failed fetch does; the signal's reason once it aborts.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  /**
   * The server itself, with no page in front of it, for mounting it in a server or a proxy of your
   * own. `device` tells throttled devices apart, as the remote address does. Rejects with a
   * `TypeError` where the connection is to be cut, and stays pending where it is to hang.
   */
  readonly handle: (request: Request, options?: { readonly device?: string }) => Promise<Response>
  /**
   * A software statement, signed (RS256) by this emulator's own key; another emulator refuses it.
   * Without a name every call is a new application. With one, the same name gives the same text,
   * until it is revoked.
   */
  readonly softwareStatement: (application?: string) => Promise<string>
  /** Every call so far but preflights, handles and `/`, in order of arrival. The array is live. */
  readonly log: readonly EmulatedCall[]
  /** Makes every access token issued so far invalid. */
  readonly revokeTokens: (scope?: EmulatedScope) => void
  /** Makes every client registered so far unknown, and signs its viewers out. */
  readonly revokeClients: (scope?: EmulatedScope) => void
  /** Makes every software statement issued so far unapproved. Clients registered with it go on. */
  readonly revokeStatements: () => void
  /**
   * Makes coming calls fail, in the order of the calls to `fail`.
   *
   * `what` is an OAuth error code (`invalid_client`), an enhanced error code
   * (`authenticated_profile_missing`), an enhanced error of your own (`{ code: 'new_one' }`),
   * `invalid_token`, or one of: `429` and `500` (HTML, without CORS headers), `network` (no answer),
   * `html` (a 200 that is no JSON), `empty` (a 200 without a body), `truncated` (the real answer, cut
   * in half), `hang` (never answers). On a `decision` only an enhanced error can stand.
   *
   * @throws `TypeError` for anything else, naming what is valid.
   */
  readonly fail: (what: string | EmulatedError, options?: FailOptions) => void
  /**
   * Changes fields of coming answers of REST API V2, into values that Adobe may add one day for
   * example: `amend({ actionName: 'pause' })`, `amend({ decisions: [{ source: 'oracle' }] })`. Each
   * change meets the next answer that has all of its fields. Objects are changed field by field, lists
   * item by item, and `null` takes a field away.
   *
   * @throws `TypeError` for anything but an object with a field.
   */
  readonly amend: (fields: Readonly<Record<string, unknown>>, options?: AmendOptions) => void
  /** Seconds that the tokens issued from now on live: any finite number, 0 and below included. */
  readonly setTokenLifetime: (seconds: number, scope?: EmulatedScope) => void
  /** Moves the emulator's clock, which is `Date.now()` and an offset, by this many milliseconds. */
  readonly advance: (ms: number) => void
  /**
   * Gives every client registered now an authenticated profile with this MVPD; default: the first
   * of the catalogue. It belongs to the client and to the first device identifier that asks for it.
   *
   * @throws `TypeError` for an MVPD that is not in the catalogue.
   */
  readonly signIn: (mvpd?: string, scope?: EmulatedScope) => void
  /** Ends every sign-in, as a viewer does on another device or an MVPD by itself. Sessions go on. */
  readonly signOutElsewhere: (scope?: EmulatedScope) => void
  /** As new: no clients, tokens, failures and log; full buckets, the real time. Statements issued stay good. */
  readonly reset: () => void
}
