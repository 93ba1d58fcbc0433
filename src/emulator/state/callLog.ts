import type { EmulatedCall } from '../PassEmulator.ts'
import type { Clock } from './clock.ts'

/** The calls so far, for tests. */
export interface CallLog {
  readonly calls: readonly EmulatedCall[]
  /** Records a call on arrival. Returns the function that sets its status. */
  readonly add: (request: Request) => (status: number) => void
  readonly clear: () => void
}

const secretParameters = new Set([
  'client_id',
  'client_secret',
  'software_statement',
  'access_token',
])

function maskSecrets(href: string): string {
  const url = new URL(href)
  for (const name of new Set(url.searchParams.keys())) {
    if (secretParameters.has(name.toLowerCase())) url.searchParams.set(name, '***')
  }
  return url.href
}

/** Creates an empty log. */
export function createCallLog(clock: Clock): CallLog {
  const calls: EmulatedCall[] = []
  return {
    calls,
    add: (request) => {
      const call = {
        method: request.method,
        url: maskSecrets(request.url),
        status: 0,
        at: clock.now(),
      }
      calls.push(call)
      return (status) => {
        call.status = status
      }
    },
    clear: () => {
      calls.length = 0
    },
  }
}
