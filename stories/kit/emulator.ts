import { environment } from './environment.ts'

async function call(handle: string, ...args: readonly unknown[]): Promise<void> {
  const body = JSON.stringify(args)
  const response = await fetch(`${environment.origin}/__emulator/${handle}`, {
    method: 'POST',
    body,
  })
  if (!response.ok) throw new Error(`${handle}: ${await response.text()}`)
}

/** The kinds of calls that the emulator tells apart. */
export type CallTarget = 'register' | 'token' | 'api'

/** The emulator's handles that stories use, over HTTP. They reach every story: see `createRig`. */
export const emulator = {
  advance: (ms: number) => call('advance', ms),
  fail: (what: string, on: CallTarget) => call('fail', what, { on }),
  setTokenLifetime: (seconds: number) => call('setTokenLifetime', seconds),
  signIn: () => call('signIn'),
}
