import { CLIENT_UNKNOWN } from '../credentials/replacement.ts'
import type { EnhancedError } from '../errors/EnhancedError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import type { HttpEvent } from '../http/HttpEvent.ts'
import { jitter, type Outcome, withRetries } from '../http/retry.ts'
import { type Exchange, isSafe, type Send } from '../http/send.ts'
import { abortable, abortReason, sleep } from '../platform/abort.ts'
import type { IssuedToken } from '../token/IssuedToken.ts'
import type { TokenManager } from '../token/tokenManager.ts'
import { isSuccess } from '../wire/answer.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import { parseUrl } from '../wire/url.ts'
import { readHeaders } from './readHeaders.ts'

const NOT_COVERED = 'invalid_access_token_service_provider'

/** ms without another renewal after one that did not help. */
const RENEWAL_PAUSE = 30_000

/** The response to a protected call. */
export interface AuthorizedAnswer extends Exchange {
  /** The enhanced error; `undefined` for a success. */
  readonly refusal: EnhancedError | undefined
}

/** The options of a protected call. */
export interface AuthorizedFetchOptions {
  /** Leaves the body of a success unread. */
  readonly raw?: boolean | undefined
  /** `false` omits the device headers. Default: they are sent under `/api/v2/`. */
  readonly device?: boolean | undefined
  /** `false` disables retries, for a caller that repeats failed calls itself. */
  readonly repeat?: boolean | undefined
}

/**
 * Makes a protected call, and handles a 401 by rules D5 and D6 (`docs/adobe-rules.md`). If a new
 * token was just refused for the same reason, it requests no other.
 */
export type AuthorizedFetch = (
  input: string | URL,
  init: RequestInit,
  options: AuthorizedFetchOptions,
) => Promise<AuthorizedAnswer>

/** What {@link createAuthorizedFetch} needs. */
export interface AuthorizedFetchParts {
  /** Returns the API origin, or throws. */
  readonly apiOrigin: () => string
  readonly send: Send
  readonly tokens: Pick<TokenManager, 'get' | 'isInUse' | 'invalidate'>
  readonly deviceHeaders: () => Promise<Record<string, string>>
  readonly emit: (event: HttpEvent) => void
  /** How often a failing call is repeated, at most. */
  readonly retries: number
}

/** Makes the function that sends protected calls. */
export function createAuthorizedFetch({
  apiOrigin,
  send,
  tokens,
  deviceHeaders,
  emit,
  retries,
}: AuthorizedFetchParts): AuthorizedFetch {
  /** The last renewal whose new token was refused at once, and why. */
  let fruitless: { readonly code: string; readonly at: number } | undefined
  const isFruitless = (code: string) => {
    const since = fruitless?.code === code ? Date.now() - fruitless.at : -1
    return since >= 0 && since < RENEWAL_PAUSE
  }

  return async (input, init, { raw, device, repeat }) => {
    const url = urlOn(apiOrigin(), input)
    const own = readHeaders(init.headers)
    if (own.authorization !== undefined) {
      throw new PassConfigurationError('headers must not hold Authorization: the client sets it')
    }
    const signal = init.signal ?? undefined
    if (signal?.aborted) throw abortReason(signal)
    const { method = 'GET' } = init
    const wanted = device ?? url.pathname.startsWith('/api/v2/')
    const [issued, deviceOnes] = await abortable(
      Promise.all([tokens.get(), wanted && deviceHeaders()]),
      signal,
    )
    const call = ({ token }: IssuedToken) => {
      const headers = { ...deviceOnes, ...own, authorization: `Bearer ${token.value}` }
      return withRetries(
        // A retry has waited in the queue already, and browsers forget a preflight after 5 s.
        (before) =>
          send(url.href, { ...init, method, headers }, { signal, raw, first: before > 0 }).then(
            withRefusal,
          ),
        (outcome) => (repeat === false ? undefined : callRetryDelay(outcome, method)),
        { retries, emit, signal },
      )
    }

    const answer = await call(issued)
    const code = unauthorizedCode(answer)
    if (code === undefined || code === NOT_COVERED) return answer

    const isRenewed = tokens.isInUse(issued)
    if (isRenewed && isFruitless(code)) return answer
    const rejectedAt = Date.now()
    tokens.invalidate(issued, 'rejected')
    /** Remembers a token that was requested for this call and refused at once. */
    const conclude = (final: AuthorizedAnswer, { token }: IssuedToken) => {
      const why = unauthorizedCode(final)
      if (isRenewed && why !== undefined && why !== NOT_COVERED && token.issuedAt >= rejectedAt) {
        fruitless = { code: why, at: Date.now() }
      }
      return final
    }

    const next = await abortable(tokens.get(), signal)
    // Asks twice, 1 to 2 s apart, before credentials are replaced: an outage may pass.
    const pause = () => sleep(1_000 + jitter(1_000), signal)
    const isDoubted = code === CLIENT_UNKNOWN && issued.clientId === next.clientId
    if (isDoubted) await pause()
    let replay = await call(next)
    if (!isDoubted && unauthorizedCode(replay) === CLIENT_UNKNOWN) {
      await pause()
      replay = await call(next)
    }
    if (unauthorizedCode(replay) !== CLIENT_UNKNOWN) return conclude(replay, next)

    tokens.invalidate(next, 'unknown-client')
    const last = await abortable(tokens.get(), signal)
    return conclude(last.token.value === next.token.value ? replay : await call(last), last)
  }
}

/** Resolves a path, or a URL on `origin`. */
function urlOn(origin: string, input: string | URL): URL {
  const url = parseUrl(input, origin)
  // Not by `url.origin`: that of a blob URL is the page's, and it contains no user name.
  if (url?.href.startsWith(`${origin}/`)) return url
  throw new PassConfigurationError(
    `A URL must be a path, or lie on ${origin}: the access token is not sent elsewhere`,
  )
}

const withRefusal = (exchange: Exchange): AuthorizedAnswer => ({
  ...exchange,
  refusal: isSuccess(exchange.status) ? undefined : readEnhancedError(exchange.json),
})

/** The error code of a 401, `''` if it has none, `undefined` for other statuses. */
const unauthorizedCode = ({ status, refusal }: AuthorizedAnswer): string | undefined =>
  status === 401 ? (refusal?.code ?? '') : undefined

/**
 * The minimum delay in ms before a protected call is repeated; `undefined` for no retry. A 429 and
 * an enhanced error with the action `retry` are retried for every method, because the server did
 * nothing. A network error and a 5xx are retried only if the method is safe to repeat.
 */
function callRetryDelay(
  { value, error }: Outcome<AuthorizedAnswer>,
  method: string,
): number | undefined {
  if (!value) {
    return isSafe(method) && error instanceof PassNetworkError && !error.offline ? 0 : undefined
  }
  if (value.status === 429) return 1_000
  if (!value.refusal) return undefined
  const { action } = value.refusal
  return (action ? action === 'retry' : isSafe(method) && value.status >= 500) ? 0 : undefined
}
