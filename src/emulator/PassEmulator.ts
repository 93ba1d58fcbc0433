/** One call that the emulator received. */
export interface EmulatedCall {
  /** The HTTP method. */
  readonly method: string
  /** The full URL. The values of secret query parameters are masked. */
  readonly url: string
  /** The HTTP status, or 0 if there was no response (`fail('network')`, `fail('hang')`). */
  readonly status: number
  /** When it arrived, by the emulator's clock, in ms since the epoch. */
  readonly at: number
}

/** Limits a handle to one application, so that stories and tests can share an emulator. */
export interface EmulatedScope {
  /** The name passed to {@link PassEmulator.softwareStatement}. Default: all applications. */
  readonly application?: string | undefined
}

/**
 * What {@link PassEmulator.fail} can target: three kinds of calls, and `decision`, which is a
 * single resource in a response with status 200.
 */
export type FailureTarget = 'register' | 'token' | 'api' | 'decision'

/**
 * Which application {@link PassEmulator.fail} and {@link PassEmulator.amend} affect, and how often.
 */
export interface AmendOptions extends EmulatedScope {
  /** Default 1. */
  readonly times?: number | undefined
}

/** How a call fails: on its way, or with an error code of Adobe's. */
export type EmulatedFailure =
  | '429'
  | '500'
  | 'network'
  | 'html'
  | 'empty'
  | 'truncated'
  | 'hang'
  | 'invalid_token'
  | (string & {})

/** The options of {@link PassEmulator.fail}: which calls fail, and how often. */
export interface FailOptions extends AmendOptions {
  /** Default: the calls that can return the code; any call for failures such as `500`. */
  readonly on?: FailureTarget | undefined
}

/** An enhanced error that Adobe may add in the future. */
export interface EmulatedError {
  /** The error code: any text, not empty. */
  readonly code: string
  /** Default `none`. */
  readonly action?: string | undefined
  /**
   * The status in the body, and of the response if the error is the whole response: 400 to 599.
   * Default 403.
   */
  readonly status?: number
  /** What happened. Default: a text that says that the emulator was told so. */
  readonly message?: string | undefined
  /** The MVPD's message for the viewer. Default: none. */
  readonly details?: string | undefined
}

/**
 * Adobe Pass in memory: Dynamic Client Registration and REST API V2, with handles that make it
 * misbehave.
 *
 * Each handle throws a `TypeError` that names an argument or an option that it does not know. A
 * handle that takes an {@link EmulatedScope} also throws one for an application without a
 * statement.
 */
export interface PassEmulator {
  /**
   * Acts as the `fetch` of a web page on another origin. It accepts any host. A request header that
   * Adobe's preflight does not allow rejects with a `TypeError` that names the header. The function
   * is bound: pass it to `createPassClient({ fetch: emulator.fetch })`.
   *
   * A response stays readable even if a browser would hide it because it has no CORS headers (e.g.
   * a 429). `/__emulator/…` reaches the handles, as over HTTP, and `/` returns a page about the
   * emulator.
   *
   * @throws `TypeError` as a failed fetch does; the signal's reason once it aborts.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  /**
   * The server without a page in front of it, to mount it in your own server or proxy. Rejects with
   * a `TypeError` if the connection must be cut, and stays pending if it must hang.
   */
  readonly handle: (
    request: Request,
    options?: {
      /**
       * Distinguishes throttled devices, as the remote address does. Default: the device of `fetch`.
       */
      readonly device?: string
    },
  ) => Promise<Response>
  /**
   * Returns a software statement, signed (RS256) with this emulator's own key. Other emulators
   * reject it. Without a name, each call creates a new application. The same name returns the same
   * statement until it is revoked.
   */
  readonly softwareStatement: (application?: string) => Promise<string>
  /**
   * All calls so far except preflights, handles and `/`, in order of arrival. The array is live.
   */
  readonly log: readonly EmulatedCall[]
  /** Invalidates all access tokens that were issued so far. */
  readonly revokeTokens: (scope?: EmulatedScope) => void
  /** Makes all clients that were registered so far unknown, and signs their viewers out. */
  readonly revokeClients: (scope?: EmulatedScope) => void
  /**
   * Makes all software statements that were issued so far unapproved. Clients that were registered
   * with them keep working.
   */
  readonly revokeStatements: () => void
  /**
   * Makes the next calls fail, in the order of the calls to `fail`.
   *
   * `what` is an OAuth error code (`invalid_client`), an enhanced error code
   * (`authenticated_profile_missing`), your own enhanced error (`{ code: 'new_one' }`),
   * `invalid_token`, or one of: `429` and `500` (HTML, without CORS headers), `network` (no
   * response), `html` (a 200 that is not JSON), `empty` (a 200 without a body), `truncated` (the
   * first half of the real response), `hang` (never responds). A `decision` accepts only an
   * enhanced error.
   *
   * @throws `TypeError` for anything else, with the valid values.
   */
  readonly fail: (what: EmulatedFailure | EmulatedError, options?: FailOptions) => void
  /**
   * Changes fields of the next responses of REST API V2, for example into values that Adobe may add
   * in the future: `amend({ actionName: 'pause' })`,
   * `amend({ decisions: [{ source: 'oracle' }] })`. Each change applies to the next response that
   * has all of its fields. Objects are changed field by field, lists item by item, and `null`
   * removes a field.
   *
   * @throws `TypeError` for anything but an object with a field.
   */
  readonly amend: (fields: Readonly<Record<string, unknown>>, options?: AmendOptions) => void
  /**
   * Sets the lifetime in seconds of tokens issued from now on: any finite number, also 0 and below.
   */
  readonly setTokenLifetime: (seconds: number, scope?: EmulatedScope) => void
  /** Moves the emulator's clock (`Date.now()` plus an offset) by this many ms. */
  readonly advance: (ms: number) => void
  /**
   * Gives every registered client an authenticated profile with this MVPD. Default: the first of
   * the catalogue. The profile belongs to the client and to the first device identifier that asks
   * for it.
   *
   * If no client is registered (within the scope), the profile waits for the next client that
   * registers and gets a token: call `signIn` before you render the application, and its viewer is
   * signed in. The wait ends with `reset` and `signOutElsewhere`. Clients of earlier tests stay
   * registered until `reset`.
   *
   * @throws `TypeError` for an MVPD that is not in the catalogue, and for a promotional TempPass,
   * which has no sign-in.
   */
  readonly signIn: (mvpd?: string, scope?: EmulatedScope) => void
  /**
   * Ends all sign-ins, as a viewer does on another device or the MVPD on its own, also those that
   * wait for a client. Sessions continue.
   */
  readonly signOutElsewhere: (scope?: EmulatedScope) => void
  /**
   * Resets the emulator: no clients, sign-ins, tokens, failures and log; full buckets, the real
   * time. Issued statements stay valid.
   */
  readonly reset: () => void
}
