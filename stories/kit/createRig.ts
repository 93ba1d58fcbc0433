import { emulator } from './emulator.ts'
import { environment } from './environment.ts'
import type { Call } from './readCall.ts'

/** Which of a story's calls the emulator refuses, and how. */
export interface Refusal {
  /** What `fail` of the emulator takes. */
  readonly what: string
  readonly when: (call: Call) => boolean
  readonly times: number
}

/**
 * What Adobe Pass does to one story. The emulator's own handles reach every client at once, and
 * stories may run side by side: so they are pulled just before the very call that they are for, and
 * what is revoked is swapped for what the emulator has never issued, which it refuses the same way.
 */
export interface Rig {
  readonly refuse: (refusal: Refusal) => void
  readonly revokeToken: (value: string) => void
  readonly revokeClient: (clientId: string | undefined) => void
  /** Seconds that this story's tokens live. */
  readonly setTokenLifetime: (seconds: number) => void
  /** Sends a call with everything set up for it, one after another. */
  readonly around: (
    call: Call,
    init: RequestInit | undefined,
    send: (init: RequestInit | undefined) => Promise<Response>,
  ) => Promise<Response>
}

const usualLifetime = 21_600

/** Makes a rig that leaves everything alone. */
export function createRig(): Rig {
  const revoked = new Set<string | undefined>()
  let refusals: readonly Refusal[] = []
  let lifetime: number | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** The refusal that a call meets, if any. */
  const take = (call: Call) => {
    const met = refusals.find(({ when }) => when(call))
    if (!met) return undefined
    const rest = met.times > 1 ? [{ ...met, times: met.times - 1 }] : []
    refusals = refusals.flatMap((refusal) => (refusal === met ? rest : [refusal]))
    return met.what
  }

  const swapRevoked = ({ token, clientId }: Call, init: RequestInit | undefined) => {
    if (token && revoked.has(token)) {
      const headers = new Headers(init?.headers)
      headers.set('authorization', 'Bearer revoked')
      return { ...init, headers }
    }
    if (clientId && revoked.has(clientId) && typeof init?.body === 'string') {
      return { ...init, body: init.body.replace(clientId, 'revoked') }
    }
    return init
  }

  return {
    refuse: (refusal) => {
      refusals = [...refusals, refusal]
    },
    revokeToken: (value) => {
      revoked.add(value)
    },
    revokeClient: (clientId) => {
      revoked.add(clientId)
    },
    setTokenLifetime: (seconds) => {
      lifetime = seconds
    },
    around: (call, init, send) => {
      if (!environment.isEmulator) return send(init)
      const turn = async () => {
        // The bucket is one for this whole computer: what a story takes out, it puts in before.
        await emulator.advance(1_000)
        const what = take(call)
        if (what) await emulator.fail(what, call.target)
        const answer = () => send(swapRevoked(call, init))
        if (lifetime === undefined || call.target !== 'token') return answer()
        await emulator.setTokenLifetime(lifetime)
        return answer().finally(() => emulator.setTokenLifetime(usualLifetime))
      }
      const response = last.then(turn)
      last = response.catch(() => {})
      return response
    },
  }
}
