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

/** What Adobe Pass does to the calls of one application, whatever other stories do. */
export interface Rig {
  readonly refuse: (refusal: Refusal) => void
  /** Sets this application's calls later, in ms, by the emulator's clock. */
  readonly later: (ms: number) => void
  /** Sends a call with everything set up for it, one after another. */
  readonly around: (call: Call, send: () => Promise<Response>) => Promise<Response>
}

/** Makes a rig that leaves everything alone. */
export function createRig(application: string): Rig {
  let refusals: readonly Refusal[] = []
  let ahead = 0
  let last: Promise<unknown> = Promise.resolve()

  /** The refusal that a call meets, if any. */
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
        // The bucket is one for this whole computer: what a story takes out, it puts in before.
        await emulator.advance(1_000 + shift)
        const what = take(call)
        if (what) await emulator.fail(what, call.target, application)
        // The clock is everybody's.
        return shift ? send().finally(() => emulator.advance(-shift)) : send()
      }
      const response = last.then(turn)
      last = response.catch(() => {})
      return response
    },
  }
}
