import { PassError } from '../errors/PassError.ts'
import { PassNetworkError } from '../errors/PassNetworkError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { abortable, abortReason } from '../platform/abort.ts'
import { attempt } from '../platform/attempt.ts'
import { isOffline } from '../platform/isOffline.ts'
import { pageOrigin } from '../platform/pageOrigin.ts'
import { type Answer, isSuccess, parseJson } from '../wire/answer.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import { isLoopback } from '../wire/isLoopback.ts'
import type { HttpEvent } from './HttpEvent.ts'
import { jitter, type Outcome } from './retry.ts'
import type { Throttle } from './throttle.ts'

/** What came back. `text` is the body, but for a success that the caller wants to read itself. */
export interface Exchange extends Answer {
  readonly response: Response
}

/** How a request is sent. */
export interface Sending {
  readonly signal?: AbortSignal | undefined
  /** Token traffic, and what is tried again, go before the rest. */
  readonly first?: boolean
  /** Leaves the body of a success to the caller. */
  readonly raw?: boolean | undefined
}

/**
 * Sends one request in its turn and under the timeout: one try. Resolves whatever the status;
 * rejects with a `PassError`, or with the reason of the caller's signal.
 */
export type Send = (url: string, init: RequestInit, sending: Sending) => Promise<Exchange>

const BODY_CAP = 2 ** 20

const isSafe = (method: string) => /^(GET|HEAD)$/i.test(method)

/** Makes the one place where this package calls `fetch`. */
export function createSend(
  fetch: typeof globalThis.fetch,
  throttle: Throttle,
  timeout: number,
  emit: (event: HttpEvent) => void,
): Send {
  /** Whether an answer has come while the browser said that there is no network. */
  let onLineLies = false
  const seemsOffline = () => !onLineLies && isOffline()

  return async (url, init, { signal, first = false, raw = false }) => {
    if (signal?.aborted) throw abortReason(signal)
    await throttle.turn(first, signal)

    // No cache may answer, not even a proxy's that was told how long to keep things. A POST is not
    // cached, and with `no-store` a browser would ask for its permission (CORS preflight) each time.
    const { method = 'GET' } = init
    const { cache = isSafe(method) ? 'no-store' : 'default' } = init
    const wasOffline = seemsOffline()
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let timedOut = false
    // Not by the signal: a browser whose `abort` fails must not keep the caller waiting.
    const timeUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        timedOut = true
        attempt(() => abort.abort())
        reject(new Error('The time is up'))
      }, timeout)
    })

    async function exchange(): Promise<Exchange> {
      const response = await fetch(url, {
        ...init,
        cache,
        redirect: 'manual',
        signal: abort.signal,
      })
      const { status } = response
      onLineLies ||= wasOffline && isOffline()
      throttle.answered()
      if (response.type === 'opaqueredirect' || (status > 300 && status < 309 && status !== 304)) {
        throw new PassResponseError('Adobe Pass answered with a redirect', status)
      }
      if (status === 429) {
        const retryAfter = 1_000 + jitter(1_000)
        throttle.pause(retryAfter)
        emit({ type: 'throttled', retryAfter })
      }
      const text = raw && isSuccess(status) ? '' : await readText(raw ? response.clone() : response)
      return { response, status, text }
    }

    try {
      // Abortable, for a `fetch` that ignores its signal must not keep the caller waiting.
      return await abortable(Promise.race([exchange(), timeUp]), signal)
    } catch (cause) {
      // A body that is not read to its end would keep the connection.
      attempt(() => abort.abort())
      if (signal?.aborted) throw abortReason(signal)
      if (cause instanceof PassError) throw cause
      const offline = seemsOffline()
      if (timedOut) throw new PassNetworkError(`No answer within ${timeout} ms`, true, { offline })
      // Online, a page cannot tell this from a 429 whose answer CORS hides.
      if (!offline) throttle.pause(1_000)
      else if (wasOffline) throttle.unsent()
      // What a `fetch` of the application throws may carry the request, and with it a secret.
      const reason = cause instanceof TypeError ? new TypeError(cause.message) : undefined
      const why = offline ? 'the device is offline' : whyNoAnswer(url)
      throw new PassNetworkError(`No answer from ${new URL(url).origin}: ${why}`, false, {
        offline,
        cause: reason,
      })
    } finally {
      clearTimeout(timer)
    }
  }
}

function whyNoAnswer(url: string): string {
  const { origin, port } = new URL(url)
  if (!isLoopback(origin) || origin === pageOrigin()) return 'no network, or CORS hides it'
  return `nothing listens there, or CORS hides it. Is the emulator running? Start it with: npx react-adobe-pass emulator${port && ` --port ${port}`}`
}

/**
 * When to repeat a protected call. A 429 and an enhanced error that says so are repeated whatever
 * the method, for the server did nothing; a network error and a 5xx only where twice does no harm.
 */
export function judgeCall({ value, error }: Outcome<Exchange>, method: string) {
  const harmless = isSafe(method)
  if (!value) {
    return harmless && error instanceof PassNetworkError && !error.offline ? 0 : undefined
  }
  if (value.status === 429) return 1_000
  if (isSuccess(value.status)) return undefined
  const { action } = readEnhancedError(parseJson(value.text))
  return (action ? action === 'retry' : harmless && value.status >= 500) ? 0 : undefined
}

/** The body as text, up to 1 MiB. */
async function readText(response: Response): Promise<string> {
  const decoder = attempt(() => new TextDecoder())
  // Firefox before 65 has no body to stream, jsdom under Jest no decoder.
  if (!response.body || !decoder) return response.text()
  const reader = response.body.getReader()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > BODY_CAP) {
      void reader.cancel().catch(() => {})
      throw new PassResponseError('Adobe Pass answered more than 1 MiB', response.status)
    }
    text += decoder.decode(value, { stream: true })
  }
}
