import type { Hono } from 'hono'
import type { PassEmulatorOptions } from '../PassEmulatorOptions.ts'
import { parseJson } from '../parseJson.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { applicationOf } from './applicationOf.ts'
import { callTarget } from './callTarget.ts'
import { preflight, withCors } from './cors.ts'
import { edgePage } from './edgePage.ts'
import { failureAnswer } from './failureAnswer.ts'

const throttled = /^\/(o\/client|api\/v2)(\/|$)/

async function amend(
  response: Response,
  application: string | undefined,
  { amendments }: EmulatorState,
): Promise<Response> {
  const amended = amendments.apply(parseJson(await response.clone().text()), application)
  return amended === undefined ? response : Response.json(amended, { status: response.status })
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Creates the layer in front of the routes: log, token bucket, planned failures, CORS, latency.
 * Every call takes a token, even one that is planned to fail.
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
    if (!target) return withCors(request, await proceed())
    const application = await applicationOf(request, target, state)
    const failure = state.failures.take(target, application)
    if (failure !== undefined) {
      const { response, cors } = await failureAnswer(failure, proceed)
      return cors ? withCors(request, response) : response
    }
    const response = await proceed()
    return withCors(
      request,
      target === 'api' ? await amend(response, application, state) : response,
    )
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
