import { enhancedError } from '../errors/enhancedError.ts'
import type { ApiOperation } from './ApiOperation.ts'
import { readForm } from './readForm.ts'
import { recognisedDevice } from './recognisedDevice.ts'
import { refuseDeviceHeaders } from './refuseDeviceHeaders.ts'
import { sessionAnswer } from './sessionAnswer.ts'
import { takeParameters } from './takeParameters.ts'
import { viewerOf } from './viewerOf.ts'

/** `POST /api/v2/{serviceProvider}/sessions`: starts a sign-in. */
export const createSession: ApiOperation = {
  method: 'POST',
  path: '/:serviceProvider/sessions',
  answer: async (call, state) => {
    const { request, serviceProvider } = call
    const refusal = refuseDeviceHeaders(request, { identifier: 'required' })
    if (refusal) return refusal
    const parameters = {}
    const invalid = takeParameters(await readForm(request), parameters, state)
    if (invalid) return enhancedError(invalid)
    const session = state.sessions.create({
      serviceProvider,
      viewer: viewerOf(call),
      device: recognisedDevice(request),
      parameters,
    })
    return Response.json(sessionAnswer(session, state, { incomplete: 'resume' }))
  },
}
