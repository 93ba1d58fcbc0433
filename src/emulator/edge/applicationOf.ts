import { isRecord } from '../isRecord.ts'
import type { FailureTarget } from '../PassEmulator.ts'
import { parseJson } from '../parseJson.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

/**
 * Returns the name of the application that makes a call, even if the call is invalid. `undefined`
 * if the call does not name one.
 */
export async function applicationOf(
  request: Request,
  target: FailureTarget,
  { clients, sessions, statements, tokens }: EmulatorState,
): Promise<string | undefined> {
  if (target === 'register') {
    const body = parseJson(await request.clone().text())
    return statements.applicationOf(isRecord(body) ? body['software_statement'] : undefined)
  }
  if (target === 'token') {
    const form = new URLSearchParams(await request.clone().text())
    return clients.applicationOf(form.get('client_id'))
  }
  const [, opened] =
    /^\/api\/v2\/authenticate\/[^/]+\/([^/]+)$/.exec(new URL(request.url).pathname) ?? []
  if (opened !== undefined) return clients.applicationOf(sessions.clientOf(opened))
  const [, token = ''] = request.headers.get('authorization')?.split(' ') ?? []
  return clients.applicationOf(tokens.find(token)?.clientId)
}
