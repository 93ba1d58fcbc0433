import * as z from 'zod/mini'
import { enhancedError, enhancedErrorBody } from '../errors/enhancedError.ts'
import { slowness } from '../mvpd/slowness.ts'
import { parseJson } from '../parseJson.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { metadataOnAuthorization } from '../state/userMetadata.ts'
import type { ApiCall, ApiOperation } from './ApiOperation.ts'
import { type DecisionKind, type Denial, denialOf } from './denialOf.ts'
import { findAccess } from './findAccess.ts'
import { mediaToken } from './mediaToken.ts'
import { readMvpdCall } from './readMvpdCall.ts'

const day = 86_400_000

const decisionBody = z.object({
  resources: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
})

async function decide(kind: DecisionKind, call: ApiCall, state: EmulatorState): Promise<Response> {
  const mvpdCall = readMvpdCall(call, state)
  if (mvpdCall instanceof Response) return mvpdCall
  const { data: body } = decisionBody.safeParse(parseJson(await call.request.text()))
  if (!body) return enhancedError('invalid_parameter_resources')
  const { resources } = body
  if (resources.length > state.maxResources) return enhancedError('too_many_resources')

  const { mvpd } = mvpdCall
  const access = findAccess(mvpdCall, state)
  const usedUp = access === 'temporary_access_duration_limit_exceeded'
  if (typeof access === 'string' && !usedUp) return enhancedError(access)
  await slowness(mvpd, state)

  const now = state.clock.now()
  const decisions = resources.map((resource) => {
    const question = { resource, kind, call: mvpdCall }
    const planned = state.failures.take('decision', call.client.application)
    const denial: Denial | undefined = planned
      ? { error: planned }
      : typeof access === 'string'
        ? { error: access }
        : denialOf(question, access, state)
    const common = {
      resource,
      serviceProvider: call.serviceProvider,
      mvpd: mvpd.id,
      source: typeof access === 'string' ? 'temppass' : access.source,
      authorized: !denial,
    }
    if (denial) return { ...common, error: enhancedErrorBody(denial.error, denial.details) }
    if (kind === 'preauthorize') return common
    return { ...common, notBefore: now, notAfter: now + day, token: mediaToken(resource, now) }
  })
  if (kind === 'authorize' && decisions.some(({ authorized }) => authorized)) {
    state.signIns.addMetadata(mvpdCall.viewer, mvpd.id, metadataOnAuthorization(mvpd))
  }
  return Response.json({ decisions })
}

const operation = (kind: DecisionKind): ApiOperation => ({
  method: 'POST',
  path: `/:serviceProvider/decisions/${kind}/:mvpd`,
  answer: (call, state) => decide(kind, call, state),
})

/**
 * `POST /api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}`: which resources of a catalogue
 * the viewer can probably watch.
 */
export const preauthorize = operation('preauthorize')

/**
 * `POST /api/v2/{serviceProvider}/decisions/authorize/{mvpd}`: whether the viewer may watch now,
 * with a media token.
 */
export const authorize = operation('authorize')
