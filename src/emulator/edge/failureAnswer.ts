import { enhancedError } from '../errors/enhancedError.ts'
import { enhancedErrors } from '../errors/enhancedErrors.ts'
import { invalidToken } from '../errors/invalidToken.ts'
import { oauthError } from '../errors/oauthError.ts'
import type { Failure } from '../state/failures.ts'
import { edgePage } from './edgePage.ts'

/** The effect of a planned failure on a call. */
export interface FailureAnswer {
  readonly response: Response
  /** Whether it comes from the servers behind the edge, and so has CORS headers. */
  readonly cors: boolean
}

/**
 * Returns the response that the failure `what` gives instead of the real one from `proceed`.
 *
 * Rejects with a `TypeError` for `network`, and stays pending for `hang`.
 */
export async function failureAnswer(
  what: Failure,
  proceed: () => Promise<Response>,
): Promise<FailureAnswer> {
  switch (what) {
    case '429':
      return { response: edgePage(429, 'Too Many Requests'), cors: false }
    case '500':
      return { response: edgePage(500, 'Internal Server Error'), cors: false }
    case 'network':
      throw new TypeError('Failed to fetch')
    case 'hang':
      // Nothing references this promise, so it keeps neither memory nor Node alive.
      return new Promise(() => {})
    case 'html':
      return { response: edgePage(200, 'OK'), cors: true }
    case 'empty':
      return { response: new Response('', { status: 200 }), cors: true }
    case 'truncated': {
      const whole = await proceed()
      const { status, headers } = whole
      const body = await whole.text()
      const half = body.slice(0, Math.floor(body.length / 2))
      return { response: new Response(half, { status, headers }), cors: true }
    }
    case 'invalid_token':
      return { response: invalidToken(), cors: true }
    default: {
      const isEnhanced = typeof what === 'object' || enhancedErrors.has(what)
      const response = isEnhanced ? enhancedError(what) : oauthError(what)
      return { response, cors: true }
    }
  }
}
