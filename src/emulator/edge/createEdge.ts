import type { Hono } from 'hono'
import type { PassEmulatorOptions } from '../PassEmulatorOptions.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { callTarget } from './callTarget.ts'
import { preflight, withCors } from './cors.ts'
import { edgePage } from './edgePage.ts'
import { failureAnswer } from './failureAnswer.ts'

const throttled = /^\/(o\/client|api\/v2)(\/|$)/

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * What stands in front of the routes: the log, the token bucket, planned failures, CORS, latency.
 * Every call that arrives takes a token, one that is to fail included.
 */
export function createEdge(
  routes: Hono,
  state: EmulatorState,
  { latency = 0, allowAllHeaders = false }: PassEmulatorOptions,
): (request: Request, device: string) => Promise<Response> {
  const tooManyRequests = () => edgePage(429, 'Too Many Requests')

  const answer = async (request: Request, device: string): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (throttled.test(pathname) && !state.buckets.take(device)) return tooManyRequests()

    const proceed = async () => routes.fetch(request)
    const target = callTarget(pathname)
    const failure = target && state.failures.take(target)
    if (failure === undefined) return withCors(request, await proceed())
    const { response, cors } = await failureAnswer(failure, proceed)
    return cors ? withCors(request, response) : response
  }

  const late = async <T>(outcome: Promise<T>): Promise<T> => {
    if (latency === 0) return outcome
    await Promise.all([outcome.catch(() => undefined), wait(latency)])
    return outcome
  }

  return async (request, device) => {
    if (request.method === 'OPTIONS') {
      const { pathname } = new URL(request.url)
      const refused = throttled.test(pathname) && !state.buckets.takeForPreflight(device)
      return refused ? tooManyRequests() : preflight(request, { allowAllHeaders })
    }
    const noteStatus = state.callLog.add(request)
    return late(
      answer(request, device).then((response) => {
        noteStatus(response.status)
        return response
      }),
    )
  }
}
