import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassError } from '../errors/PassError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { abortable, abortReason } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'
import { isMixedContent } from '../platform/isMixedContent.ts'
import { isOffline } from '../platform/isOffline.ts'
import { pageOrigin } from '../platform/pageOrigin.ts'
import { timeLimit } from '../platform/timeLimit.ts'
import { type Answer, isSuccess, parseJson } from '../wire/answer.ts'
import { isLoopback } from '../wire/isLoopback.ts'
import type { HttpEvent } from './HttpEvent.ts'
import { jitter } from './retry.ts'
import type { Throttle } from './throttle.ts'

/**
 * A response and its body. `json` is `undefined` for a success whose body the caller reads (`raw`).
 */
export interface Exchange extends Answer {
  readonly response: Response
}

/** How a request is sent. */
export interface Sending {
  readonly signal?: AbortSignal | undefined
  /** Sends the request before the others: for token requests and retries. */
  readonly first?: boolean
  /** Whether only one tab at a time sends such a request. */
  readonly isAlone?: boolean
  /** Leaves the body of a success unread, for the caller. */
  readonly raw?: boolean | undefined
}

/**
 * Sends one request when the throttle allows it, with a timeout and without retries. Resolves for
 * every status. Rejects with a `PassError`, or with the reason of the caller's signal.
 */
export type Send = (url: string, init: RequestInit, sending: Sending) => Promise<Exchange>

const BODY_CAP = 2 ** 20

/** Whether a request with this method can be repeated safely. */
export const isSafe = (method: string) => /^(GET|HEAD)$/i.test(method)

/** What {@link createSend} needs. */
export interface SendParts {
  readonly fetch: typeof globalThis.fetch
  readonly throttle: Throttle
  /** The timeout of one request in ms, from when it is sent. */
  readonly timeout: number
  readonly emit: (event: HttpEvent) => void
}

/** Creates the only function of this package that calls `fetch`. */
export function createSend({ fetch, throttle, timeout, emit }: SendParts): Send {
  /** Whether a response arrived while the browser reported that there is no network. */
  let onLineLies = false
  const seemsOffline = () => !onLineLies && isOffline()

  return async (url, init, { signal, first = false, isAlone = false, raw = false }) => {
    if (signal?.aborted) throw abortReason(signal)
    const { method = 'GET' } = init
    // Bypass all caches, even a proxy that is configured to cache. A POST is not cached, and with
    // `no-store` the browser would send a CORS preflight each time.
    // For a retry the preflight of the try before is worth more than a cache that nobody fills: where
    // preflights count, a bucket may never have enough for both at once.
    const { cache = isSafe(method) && !first ? 'no-store' : 'default' } = init
    const slot = await throttle.acquire({ first, isAlone, signal, method, url, cache })

    const wasOffline = seemsOffline()
    const abort = new AbortController()
    let endTimeLimit = () => {}
    let timedOut = false
    // Not only the signal: if the browser's `abort` fails, the call must still time out.
    const timeUp = new Promise<never>((_, reject) => {
      endTimeLimit = timeLimit(timeout, () => {
        timedOut = true
        attempt(() => abort.abort())
        reject(new Error('The time is up'))
      })
    })

    async function exchange(): Promise<Exchange> {
      const response = await fetch(url, {
        ...init,
        cache,
        redirect: 'manual',
        signal: abort.signal,
      })
      if (!response) throw new PassConfigurationError(NO_RESPONSE)
      const { status } = response
      onLineLies ||= wasOffline && isOffline()
      if (status === 429) {
        const retryAfter = 1_000 + jitter(1_000)
        slot.end('refused', retryAfter)
        emit({ type: 'throttled', retryAfter })
      } else slot.end('answered')
      if (response.type === 'opaqueredirect' || (status > 300 && status < 309 && status !== 304)) {
        throw new PassResponseError(REDIRECTED, status)
      }
      if (raw && isSuccess(status)) return { response, status, json: undefined }
      const text = await readText(raw ? response.clone() : response)
      return { response, status, json: parseJson(text) }
    }

    try {
      // Abortable, because a `fetch` that ignores its signal must not keep the caller waiting.
      return await abortable(Promise.race([exchange(), timeUp]), signal)
    } catch (cause) {
      // An unread body would keep the connection open.
      attempt(() => abort.abort())
      const offline = seemsOffline()
      const isAborted = signal?.aborted
      if (cause instanceof PassError || isAborted || timedOut) slot.end('unknown')
      // While online, this may be a 429 whose response CORS hides.
      else if (!offline) slot.end('failed', 1_000)
      else slot.end(wasOffline ? 'unsent' : 'unknown')
      if (isAborted) throw abortReason(signal)
      if (cause instanceof PassError) throw cause
      const { origin: host } = new URL(url)
      if (timedOut) {
        const message = `No answer from ${host} within ${timeout} ms, the option timeout`
        throw new PassNetworkError(message, true, { offline })
      }
      // An error of the application's `fetch` may hold the request, and so a secret.
      const reason = cause instanceof TypeError ? new TypeError(cause.message) : undefined
      const why = offline ? 'the device is offline' : whyNoAnswer(url)
      throw new PassNetworkError(`No answer from ${host}: ${why}`, false, {
        offline,
        cause: reason,
      })
    } finally {
      endTimeLimit()
    }
  }
}

const NO_RESPONSE = 'The option fetch must resolve with a Response'

const REDIRECTED =
  'Adobe Pass answered with a redirect, which is not followed: check the option origin, and a proxy'

function whyNoAnswer(url: string): string {
  const { origin, protocol, port } = new URL(url)
  const page = pageOrigin()
  if (isLoopback(origin) && origin !== page) {
    if (protocol === 'https:') return NOT_HTTPS
    return `nothing listens there, or CORS hides it. Is the emulator running? Start it with: npx react-adobe-pass emulator${port && ` --port ${port}`}`
  }
  if (isMixedContent(origin)) return MIXED
  return 'no network, or CORS hides it. If it never works, check the option origin and the headers'
}

const NOT_HTTPS =
  'nothing listens there, or CORS hides it. The emulator speaks http, not https: check the option origin'

const MIXED = 'a page with https cannot call http: give the option origin with https'

const TOO_LONG = 'Adobe Pass answered more than 1 MiB: check the option origin, and a proxy'

/** The body as text, up to 1 MiB. */
async function readText(response: Response): Promise<string> {
  const decoder = attempt(() => new TextDecoder())
  // Firefox before 65 has no `response.body`, and jsdom under Jest has no TextDecoder.
  if (!response.body || !decoder) return response.text()
  const reader = response.body.getReader()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > BODY_CAP) {
      void reader.cancel().catch(() => {})
      throw new PassResponseError(TOO_LONG, response.status)
    }
    text += decoder.decode(value, { stream: true })
  }
}
