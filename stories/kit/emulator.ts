import { environment } from './environment.ts'
import { fetchPass } from './fetchPass.ts'

async function call(handle: string, ...args: readonly unknown[]): Promise<void> {
  const body = JSON.stringify(args)
  const response = await fetchPass(`${environment.origin}/__emulator/${handle}`, {
    method: 'POST',
    body,
  })
  if (!response.ok) throw new Error(`${handle}: ${await response.text()}`)
}

/** The kinds of calls that the emulator distinguishes. */
export type CallTarget = 'register' | 'token' | 'api'

/** The emulator's methods for stories, over HTTP. All but `advance` affect one application only. */
export const emulator = {
  advance: (ms: number) => call('advance', ms),
  fail: (what: string, on: CallTarget, application: string) =>
    call('fail', what, { on, application }),
  revokeClients: (application: string) => call('revokeClients', { application }),
  revokeTokens: (application: string) => call('revokeTokens', { application }),
  setTokenLifetime: (seconds: number, application: string) =>
    call('setTokenLifetime', seconds, { application }),
  signIn: (application: string, mvpd?: string) => call('signIn', mvpd ?? null, { application }),
  signOutElsewhere: (application: string) => call('signOutElsewhere', { application }),
}
