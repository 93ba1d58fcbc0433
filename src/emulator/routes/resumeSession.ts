import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { findSession } from './findSession.ts'
import { readForm } from './readForm.ts'
import { sessionAnswer } from './sessionAnswer.ts'
import { takeParameters } from './takeParameters.ts'

/** `POST /api/v2/{serviceProvider}/sessions/{code}`: continues a sign-in, on any device. */
export const resumeSession: ApiOperation = {
  method: 'POST',
  path: '/:serviceProvider/sessions/:code',
  answer: async ({ request, serviceProvider, params: { code = '' } }, state) => {
    const session = findSession(serviceProvider, code, state)
    if (session instanceof Response) return session
    const invalid = takeParameters(await readForm(request), session.parameters, state)
    if (invalid) return enhancedError(invalid)
    return Response.json(sessionAnswer(session, state, { incomplete: 'retry' }))
  },
}
