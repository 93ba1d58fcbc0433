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

/** ms in which a token is not renewed again after a renewal that did not help. */
const RENEWAL_PAUSE = 30_000

/** What a protected call was answered with. */
export interface AuthorizedAnswer extends Exchange {
  /** What is wrong, unless it is a success. */
  readonly refusal: EnhancedError | undefined
}

/** How a protected call is made. */
export interface AuthorizedFetchOptions {
  /** Leaves the body of a success unread. */
  readonly raw?: boolean | undefined
  /** `false` leaves the device headers out. Default: they are sent under `/api/v2/`. */
  readonly device?: boolean | undefined
  /** `false` leaves it to the caller to repeat what fails. */
  readonly repeat?: boolean | undefined
}

/**
 * Makes a protected call, and answers a 401 by rules D5 and D6 (`docs/adobe-rules.md`), but for one
 * that lasts: if a new token was refused just now for the same reason, no other is requested.
 */
export type AuthorizedFetch = (
  input: string | URL,
  init: RequestInit,
  options: AuthorizedFetchOptions,
) => Promise<AuthorizedAnswer>

/** What {@link createAuthorizedFetch} needs. */
export interface AuthorizedFetchParts {
  /** Where the API is, or throws. */
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
  /** The last renewal after which the new token was refused at once, and why. */
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
        // A repeated call has waited in the queue already, and browsers drop a preflight's answer after 5 s.
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
    /** Remembers a token that was requested for this call, and refused as soon as it was new. */
    const conclude = (final: AuthorizedAnswer, { token }: IssuedToken) => {
      const why = unauthorizedCode(final)
      if (isRenewed && why !== undefined && why !== NOT_COVERED && token.issuedAt >= rejectedAt) {
        fruitless = { code: why, at: Date.now() }
      }
      return final
    }

    const next = await abortable(tokens.get(), signal)
    // Asked twice before credentials are replaced: an outage gets a second or two to pass.
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

/** A path, or a URL on `origin`, as a URL. */
function urlOn(origin: string, input: string | URL): URL {
  const url = parseUrl(input, origin)
  // Not by its `origin`: a blob's is that of the page, and a user name is no part of it.
  if (url?.href.startsWith(`${origin}/`)) return url
  throw new PassConfigurationError(`A URL must be a path, or lie on ${origin}`)
}

const withRefusal = (exchange: Exchange): AuthorizedAnswer => ({
  ...exchange,
  refusal: isSuccess(exchange.status) ? undefined : readEnhancedError(exchange.json),
})

/** Why a call was answered with a 401: a code, `''` without one, `undefined` if it was not. */
const unauthorizedCode = ({ status, refusal }: AuthorizedAnswer): string | undefined =>
  status === 401 ? (refusal?.code ?? '') : undefined

/**
 * The least of ms to wait before a protected call is repeated; `undefined` if it is not. A 429 and an
 * enhanced error that says so are repeated whatever the method, because the server did nothing; a
 * network error and a 5xx only if twice does no harm.
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
