import type { PassClient } from '../client/PassClient.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { abortReason } from '../platform/abort.ts'
import { type Decision, preauthorize } from '../rest-v2/decisions.ts'
import { fieldsOf } from '../wire/guards.ts'
import { decide } from './decide.ts'

/** Calls at once: a playback that is asked for meanwhile does not wait for a whole catalogue. */
const AT_ONCE = 2

/** A resource that waits for its decision. */
interface Waiting {
  readonly resource: string
  readonly resolve: (decision: Decision) => void
  readonly reject: (error: unknown) => void
  readonly signal: AbortSignal
}

/** Those of one client and MVPD. */
interface Line {
  readonly mvpd: string
  /** In the order in which they were asked for. */
  waiting: Set<Waiting>
  calls: number
  /** How many resources a call may ask for: usually 5; less where the server says so. */
  most: number
}

const lines = new WeakMap<PassClient, Line>()

/**
 * The decision about one resource. What is asked for in the same moment goes into the same call.
 * Where `signal` aborts, the resource is not asked for, and a call for none but such is aborted.
 */
export function preauthorization(
  pass: PassClient,
  { mvpd, resource, signal }: Pick<Waiting, 'resource' | 'signal'> & Pick<Line, 'mvpd'>,
): Promise<Decision> {
  const known = lines.get(pass)
  const line =
    known?.mvpd === mvpd ? known : { mvpd, waiting: new Set<Waiting>(), calls: 0, most: 5 }
  lines.set(pass, line)
  return new Promise((resolve, reject) => {
    const one = { resource, resolve, reject, signal }
    line.waiting.add(one)
    signal.addEventListener('abort', () => {
      line.waiting.delete(one)
      reject(abortReason(signal))
    })
    void drain(pass, line)
  })
}

/** Asks for those that wait, a call after the other. */
async function drain(pass: PassClient, line: Line) {
  if (line.calls >= AT_ONCE) return
  line.calls++
  // What is asked for in the same moment goes together.
  await Promise.resolve()
  while (line.waiting.size) {
    const chunk = [...line.waiting].slice(0, line.most)
    for (const one of chunk) line.waiting.delete(one)
    const unneeded = whenAllAbort(chunk.map((one) => one.signal))
    try {
      await decide(pass, {
        operation: preauthorize,
        mvpd: line.mvpd,
        resources: [...new Set(chunk.map((one) => one.resource))],
        signal: unneeded,
        tell: (decision) => {
          for (const one of chunk) if (one.resource === decision.resource) one.resolve(decision)
        },
      })
      // Those that have their decision do not mind.
      throw new PassResponseError('A decision is missing', 200, ['decisions'])
    } catch (error) {
      const wanted = chunk.filter((one) => !one.signal.aborted)
      if (chunk.length > 1 && fieldsOf(error)['code'] === 'too_many_resources') {
        line.most = Math.ceil(chunk.length / 2)
        line.waiting = new Set([...wanted, ...line.waiting])
        continue
      }
      for (const one of wanted) one.reject(error)
      // What is refused to one would be refused to all the others.
      if (!unneeded.aborted && !(error instanceof PassResponseError)) {
        for (const one of line.waiting) one.reject(error)
        line.waiting.clear()
      }
    }
  }
  line.calls--
}

/** A signal that aborts once all of these have. */
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
