import { CLIENT_UNKNOWN } from '../credentials/dcrRules.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { jitter, withRetries } from '../http/retry.ts'
import { type Exchange, judgeCall, type Send } from '../http/send.ts'
import { abortable, abortReason, sleep } from '../platform/abort.ts'
import type { TokenFlight } from '../token/acquireToken.ts'
import type { TokenVault } from '../token/tokenManager.ts'
import { parseJson } from '../wire/answer.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import { parseUrl } from '../wire/url.ts'
import type { Emit } from './events.ts'
import { readHeaders } from './readHeaders.ts'

const NOT_COVERED = 'invalid_access_token_service_provider'

/** ms in which a token is not renewed again where the last renewal did not help. */
const RENEWAL_PAUSE = 30_000

/**
 * Makes a protected call, and answers a 401 as D5 and D6 of the DCR documentation want it, but for
 * one that stands: where a new token has just been refused for the same reason, the call is not
 * worth another. `raw`
 * leaves the body of a success unread; `device: false` leaves the device headers out, `repeat: false`
 * what fails to the caller.
 */
export type PassFetch = (
  input: string | URL,
  init: RequestInit,
  options: {
    readonly raw?: boolean | undefined
    readonly device?: boolean | undefined
    readonly repeat?: boolean | undefined
  },
) => Promise<Exchange>

/** What {@link createPassFetch} needs. */
export interface PassFetchParts {
  /** Where the API is, or throws. */
  readonly apiOrigin: () => string
  readonly send: Send
  readonly vault: Pick<TokenVault, 'getToken' | 'isInUse' | 'reject'>
  readonly flight: Pick<TokenFlight, 'clientInUse' | 'condemn'>
  readonly deviceHeaders: () => Promise<Record<string, string>>
  readonly emit: Emit
  /** How often a failing call is repeated, at most. */
  readonly retries: number
}

/** Makes the function that sends protected calls. */
export function createPassFetch({
  apiOrigin,
  send,
  vault: { getToken, isInUse, reject },
  flight: { clientInUse, condemn },
  deviceHeaders,
  emit,
  retries,
}: PassFetchParts): PassFetch {
  /** The last renewal after which the new token was refused at once, and why. */
  let fruitless: { readonly code: string; readonly at: number } | undefined
  const isFruitless = (code: string) => {
    const since = fruitless?.code === code ? Date.now() - fruitless.at : -1
    return since >= 0 && since < RENEWAL_PAUSE
  }

  return async (input, init, { raw, device, repeat }) => {
    const origin = apiOrigin()
    const url = parseUrl(input, origin)
    // Not by its `origin`: a blob's is that of the page, and a user name is no part of it.
    if (!url?.href.startsWith(`${origin}/`)) {
      throw new PassConfigurationError(`A URL must be a path, or lie on ${origin}`)
    }
    const own = readHeaders(init.headers)
    if (own.authorization !== undefined) {
      throw new PassConfigurationError('headers must not hold Authorization: the client sets it')
    }
    const signal = init.signal ?? undefined
    if (signal?.aborted) throw abortReason(signal)
    const { method = 'GET' } = init
    const wanted = device ?? url.pathname.startsWith('/api/v2/')
    const [token, deviceOnes] = await abortable(
      Promise.all([getToken(), wanted && deviceHeaders()]),
      signal,
    )
    const client = clientInUse()
    const call = ({ value }: AccessToken) => {
      const headers = { ...deviceOnes, ...own, authorization: `Bearer ${value}` }
      return withRetries(
        // Whoever was refused has waited in the queue already, and browsers forget a preflight in 5 s.
        (before) =>
          send(url.href, { ...init, method, headers }, { signal, raw, first: before > 0 }),
        (outcome) => (repeat === false ? undefined : judgeCall(outcome, method)),
        { retries, emit, signal },
      )
    }

    const answer = await call(token)
    const code = refusal(answer)
    if (code === undefined || code === NOT_COVERED) return answer

    const isRenewed = isInUse(token)
    if (isRenewed && isFruitless(code)) return answer
    const rejectedAt = Date.now()
    reject(token)
    /** Remembers a token that was minted for this call, and refused as soon as it was new. */
    const conclude = (final: Exchange, { issuedAt }: AccessToken) => {
      const why = refusal(final)
      if (isRenewed && why !== undefined && why !== NOT_COVERED && issuedAt >= rejectedAt) {
        fruitless = { code: why, at: Date.now() }
      }
      return final
    }

    const next = await abortable(getToken(), signal)
    // Asked twice before credentials are replaced: an outage gets a second or two to pass.
    const pause = () => sleep(1_000 + jitter(1_000), signal)
    const doubted = code === CLIENT_UNKNOWN && client === clientInUse()
    if (doubted) await pause()
    let replay = await call(next)
    if (!doubted && refusal(replay) === CLIENT_UNKNOWN) {
      await pause()
      replay = await call(next)
    }
    if (refusal(replay) !== CLIENT_UNKNOWN) return conclude(replay, next)

    condemn(next)
    const last = await abortable(getToken(), signal)
    return conclude(last.value === next.value ? replay : await call(last), last)
  }
}

/** Why a call was answered with a 401: a code, `''` without one, `undefined` where it was not. */
const refusal = ({ status, text }: Exchange): string | undefined =>
  status === 401 ? (readEnhancedError(parseJson(text)).code ?? '') : undefined
