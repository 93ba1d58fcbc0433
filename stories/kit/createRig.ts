import { emulator } from './emulator.ts'
import { environment } from './environment.ts'
import type { Call } from './readCall.ts'

/** Which calls of a story the emulator lets fail, and how. */
export interface Refusal {
  /** The first argument of the emulator's `fail()`. */
  readonly what: string
  readonly when: (call: Call) => boolean
  readonly times: number
}

/** Controls how the emulator answers one application, independently of other stories. */
export interface Rig {
  readonly refuse: (refusal: Refusal) => void
  /** Shifts this application's calls into the future, in ms, by the emulator's clock. */
  readonly later: (ms: number) => void
  /** Prepares the emulator for a call and sends it. Calls run one after another. */
  readonly around: (call: Call, send: () => Promise<Response>) => Promise<Response>
}

/** Creates a rig that does not change anything yet. */
export function createRig(application: string): Rig {
  let refusals: readonly Refusal[] = []
  let ahead = 0
  let last: Promise<unknown> = Promise.resolve()

  /** Takes the next failure that matches a call, if any. */
  const take = (call: Call) => {
    const met = refusals.find(({ when }) => when(call))
    if (!met) return undefined
    const rest = met.times > 1 ? [{ ...met, times: met.times - 1 }] : []
    refusals = refusals.flatMap((refusal) => (refusal === met ? rest : [refusal]))
    return met.what
  }

  return {
    refuse: (refusal) => {
      refusals = [...refusals, refusal]
    },
    later: (ms) => {
      ahead += ms
    },
    around: (call, send) => {
      if (!environment.isEmulator) return send()
      const turn = async () => {
        const shift = ahead
        // All stories share one bucket: refill the allowance of a call before it is sent.
        await emulator.advance(1_000 + shift)
        const what = take(call)
        if (what) await emulator.fail(what, call.target, application)
        // All stories share the clock: set it back afterwards.
        return shift ? send().finally(() => emulator.advance(-shift)) : send()
      }
      const response = last.then(turn)
      last = response.catch(() => {})
      return response
    },
  }
}
