import type { ApiOperation } from './ApiOperation.ts'
import { profileAnswer } from './profileAnswer.ts'
import { readMvpdCall } from './readMvpdCall.ts'

/** `GET /api/v2/{serviceProvider}/profiles/{mvpd}`: the viewer's profile with one MVPD. */
export const profileByMvpd: ApiOperation = {
  method: 'GET',
  path: '/:serviceProvider/profiles/:mvpd',
  answer: (call, state) => {
    const mvpdCall = readMvpdCall(call, state)
    return mvpdCall instanceof Response ? mvpdCall : profileAnswer(mvpdCall, state)
  },
}
