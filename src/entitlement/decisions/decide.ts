import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { PassNetworkError } from '../../errors/PassNetworkError.ts'
import { RETRIES, withRetries } from '../../http/retry.ts'
import type { authorize, Decision } from '../../rest-v2/decisions.ts'
import { fieldsOf } from '../../wire/guards.ts'
import { viewerOf } from '../viewer/viewerOf.ts'

/** What {@link decide} takes. */
export interface DecideOptions {
  readonly operation: typeof authorize
  readonly mvpd: string
  readonly resources: readonly string[]
  /** Called with each decision once it is final. */
  readonly tell: (decision: Decision) => void
  /** Aborts when no caller waits for a decision any more. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Requests decisions and hands out each one once it is final. Decisions whose `action` is `retry`,
 * and requests that got no response, are repeated: three times at most, 0.5 to 2.5 s apart (REST
 * API V2, rule V3), or less often if the client has fewer `retries`. If a refusal asks for a
 * sign-in, the server is asked who is signed in.
 */
export async function decide(
  pass: PassClient,
  { operation, mvpd, resources, tell, signal }: DecideOptions,
): Promise<void> {
  const since = Date.now()
  const mind = (error: unknown) => {
    if (fieldsOf(error)['action'] === 'authentication') viewerOf(pass).askAgain(mvpd, since)
  }
  let left = resources
  const ask = async () => {
    const { decisions } = await pass.request(operation({ mvpd, resources: left }), { signal })
    const again = decisions.filter(({ error }) => error?.action === 'retry')
    left = again.map(({ resource }) => resource)
    for (const decision of decisions) {
      mind(decision.error)
      if (!again.includes(decision)) tell(decision)
    }
    return again
  }
  try {
    const undecided = await withRetries(
      ask,
      ({ value, error }) => {
        // It may be a 429 that CORS hides, and asking twice does no harm.
        const isLost = error instanceof PassNetworkError && !error.timedOut && !error.offline
        return value?.length || isLost ? 500 : undefined
      },
      { retries: Math.min(clientParts(pass).retries, RETRIES), signal },
    )
    undecided.forEach(tell)
  } catch (error) {
    mind(error)
    throw error
  }
}
