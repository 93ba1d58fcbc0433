import type { QueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import { PassResponseError } from '../oauth/errors/PassResponseError.ts'
import { type Decision, preauthorize } from '../rest-v2/decisions.ts'
import { decide } from './decide.ts'

/** Calls at once: a playback that is asked for meanwhile does not wait for a whole catalogue. */
const AT_ONCE = 2

/** A resource that waits for its decision. */
interface Waiting {
  readonly queryClient: QueryClient
  readonly mvpd: string
  readonly resource: string
  readonly resolve: (decision: Decision) => void
  readonly reject: (error: unknown) => void
}

/** Those of one client, in the order in which they were asked for. */
interface Line {
  waiting: readonly Waiting[]
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
  const line = lines.get(pass) ?? { waiting: [], calls: 0, most: 5 }
  lines.set(pass, line)
  return new Promise((resolve, reject) => {
    line.waiting = [...line.waiting, { queryClient, mvpd, resource, resolve, reject }]
    queueMicrotask(() => send(pass, line))
  })
}

function send(pass: PassClient, line: Line) {
  for (let [head] = line.waiting; head && line.calls < AT_ONCE; [head] = line.waiting) {
    const { mvpd, queryClient } = head
    const chunk = line.waiting.filter((other) => other.mvpd === mvpd).slice(0, line.most)
    line.waiting = line.waiting.filter((other) => !chunk.includes(other))
    line.calls++
    const resources = chunk.map((one) => one.resource)
    void decide(pass, queryClient, preauthorize, mvpd, resources, (decision) => {
      for (const one of chunk) if (one.resource === decision.resource) one.resolve(decision)
    })
      .then(
        () => {
          // Those that have their decision do not mind.
          const error = new PassResponseError('preauthorize has not decided on all', 200, [
            'decisions',
          ])
          for (const one of chunk) one.reject(error)
        },
        (error: unknown) => {
          if (
            error instanceof PassApiError &&
            error.code === 'too_many_resources' &&
            chunk.length > 1
          ) {
            line.most = Math.ceil(chunk.length / 2)
            line.waiting = [...chunk, ...line.waiting]
            return
          }
          // The same would come of all the others.
          const lost = [...chunk, ...line.waiting.filter((other) => other.mvpd === mvpd)]
          line.waiting = line.waiting.filter((other) => other.mvpd !== mvpd)
          for (const one of lost) one.reject(error)
        },
      )
      .then(() => {
        line.calls--
        send(pass, line)
      })
  }
}
