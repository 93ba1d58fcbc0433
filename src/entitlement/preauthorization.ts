import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { type Decision, preauthorize } from '../rest-v2/decisions.ts'
import { decide } from './decide.ts'

/** Calls at once: a playback that is asked for meanwhile does not wait for a whole catalogue. */
const AT_ONCE = 2

/** A resource that waits for its decision. */
interface Waiting {
  readonly resource: string
  readonly resolve: (decision: Decision) => void
  readonly reject: (error: unknown) => void
}

/** Those of one client and MVPD, in the order in which they were asked for. */
interface Line {
  readonly mvpd: string
  waiting: Waiting[]
  calls: number
  /** How many resources a call may ask for: usually 5; less where the server says so. */
  most: number
}

const lines = new WeakMap<PassClient, Line>()

/** The decision about one resource. What is asked for in the same moment goes into the same call. */
export function preauthorization(
  pass: PassClient,
  queryClient: QueryClient,
  mvpd: string,
  resource: string,
): Promise<Decision> {
  let line = lines.get(pass)
  if (line?.mvpd !== mvpd) lines.set(pass, (line = { mvpd, waiting: [], calls: 0, most: 5 }))
  const { waiting } = line
  return new Promise((resolve, reject) => {
    waiting.push({ resource, resolve, reject })
    void drain(pass, queryClient, line)
  })
}

/** Asks for those that wait, a call after the other. */
async function drain(pass: PassClient, queryClient: QueryClient, line: Line) {
  if (line.calls >= AT_ONCE) return
  line.calls++
  // What is asked for in the same moment goes together.
  await Promise.resolve()
  const { waiting, mvpd } = line
  while (waiting.length) {
    const chunk = waiting.splice(0, line.most)
    const resources = chunk.map((one) => one.resource)
    try {
      await decide(pass, queryClient, preauthorize, mvpd, resources, (decision) => {
        chunk.find((one) => one.resource === decision.resource)?.resolve(decision)
      })
      // Those that have their decision do not mind.
      throw new PassResponseError('A decision is missing', 200, ['decisions'])
    } catch (error) {
      if (chunk.length > 1 && Object(error).code === 'too_many_resources') {
        line.most = Math.ceil(chunk.length / 2)
        waiting.unshift(...chunk)
        continue
      }
      // What is refused to one would be refused to all the others.
      if (!(error instanceof PassResponseError)) chunk.push(...waiting.splice(0))
      for (const one of chunk) one.reject(error)
    }
  }
  line.calls--
}
