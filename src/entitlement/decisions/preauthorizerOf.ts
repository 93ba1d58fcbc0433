import type { PassClient } from '../../client/PassClient.ts'
import { perClient } from '../../client/perClient.ts'
import { PassResponseError } from '../../errors/PassResponseError.ts'
import { abortReason } from '../../platform/abort.ts'
import { type Decision, preauthorize } from '../../rest-v2/decisions.ts'
import { fieldsOf } from '../../wire/guards.ts'
import { decide } from './decide.ts'

/** The most concurrent calls: a playback must not wait for a whole catalogue. */
const MOST_CALLS = 2

/** The most resources in a call, unless the server accepts fewer. */
const MOST_RESOURCES = 5

/** A caller that waits for a decision. */
interface Waiting {
  readonly resource: string
  readonly resolve: (decision: Decision) => void
  readonly reject: (error: unknown) => void
  readonly signal: AbortSignal
}

/** The callers of one MVPD. */
interface Queue {
  readonly mvpd: string
  /** In the order of their requests. */
  waiting: Set<Waiting>
  calls: number
  mostResources: number
}

/** Batches the components' requests for decisions into few calls. */
export interface Preauthorizer {
  /**
   * Requests the decision about one resource. Concurrent requests share a call. A caller that
   * aborts is dropped, and a call is aborted once all its callers have aborted.
   */
  readonly decide: (
    asked: Pick<Queue, 'mvpd'> & Pick<Waiting, 'resource' | 'signal'>,
  ) => Promise<Decision>
}

/** The preauthorizer of a client. */
export const preauthorizerOf = perClient(createPreauthorizer)

function createPreauthorizer(pass: PassClient): Preauthorizer {
  let queue: Queue | undefined

  return {
    decide({ mvpd, resource, signal }) {
      if (queue?.mvpd !== mvpd) {
        queue = { mvpd, waiting: new Set(), calls: 0, mostResources: MOST_RESOURCES }
      }
      const asked = queue
      return new Promise((resolve, reject) => {
        const one = { resource, resolve, reject, signal }
        asked.waiting.add(one)
        signal.addEventListener('abort', () => {
          asked.waiting.delete(one)
          reject(abortReason(signal))
        })
        void drain(pass, asked)
      })
    },
  }
}

/** Requests decisions for all waiting callers, one call after the other. */
async function drain(pass: PassClient, queue: Queue) {
  if (queue.calls >= MOST_CALLS) return
  queue.calls++
  // Callers of the same tick share a call.
  await Promise.resolve()
  while (queue.waiting.size) {
    const chunk = [...queue.waiting].slice(0, queue.mostResources)
    for (const one of chunk) queue.waiting.delete(one)
    const unneeded = whenAllAbort(chunk.map((one) => one.signal))
    try {
      await decide(pass, {
        operation: preauthorize,
        mvpd: queue.mvpd,
        resources: [...new Set(chunk.map((one) => one.resource))],
        signal: unneeded,
        tell: (decision) => {
          for (const one of chunk) if (one.resource === decision.resource) one.resolve(decision)
        },
      })
      // No effect on callers that already have their decision.
      throw new PassResponseError('A decision is missing', 200, ['decisions'])
    } catch (error) {
      const wanted = chunk.filter((one) => !one.signal.aborted)
      if (chunk.length > 1 && fieldsOf(error)['code'] === 'too_many_resources') {
        queue.mostResources = Math.ceil(chunk.length / 2)
        queue.waiting = new Set([...wanted, ...queue.waiting])
        continue
      }
      for (const one of wanted) one.reject(error)
      // The server would refuse the others for the same reason.
      if (!unneeded.aborted && !(error instanceof PassResponseError)) {
        for (const one of queue.waiting) one.reject(error)
        queue.waiting.clear()
      }
    }
  }
  queue.calls--
}

/** Returns a signal that aborts once all of these have aborted. */
function whenAllAbort(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController()
  let left = signals.length
  for (const signal of signals) {
    const leave = () => {
      if (!--left) all.abort()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
  }
  return all.signal
}
