import type { QueryClient } from '@tanstack/react-query'
import { sleep } from '../client/abort.ts'
import type { PassClient } from '../client/PassClient.ts'
import { jitter } from '../client/retry.ts'
import { PassApiError } from '../oauth/errors/PassApiError.ts'
import type { authorize, Decision } from '../rest-v2/decisions.ts'
import { askAgain } from './viewerProfiles.ts'

/** How often what says `retry` is asked again (REST API V2, rule V3). */
const REPEATS = 3

/**
 * Asks for decisions and hands out each as it is final. Only what says `retry` is asked again, after
 * about 1, 2 and 4 s. Where a refusal asks for a sign-in, who is signed in is asked anew.
 */
export async function decide(
  pass: PassClient,
  queryClient: QueryClient,
  operation: typeof authorize,
  mvpd: string,
  resources: readonly string[],
  tell: (decision: Decision) => void,
): Promise<void> {
  const since = Date.now()
  const check = (error: { readonly action?: string | undefined } | undefined) => {
    if (error?.action === 'authentication') askAgain(pass, queryClient, since)
  }
  let left = resources
  for (let repeat = 0; ; repeat++) {
    const { decisions } = await pass
      .request(operation({ mvpd, resources: left }))
      .catch((error: unknown) => {
        if (error instanceof PassApiError) check(error)
        throw error
      })
    const again = new Set<string>()
    for (const decision of decisions) {
      check(decision.error)
      if (decision.error?.action === 'retry' && repeat < REPEATS) again.add(decision.resource)
      else tell(decision)
    }
    left = left.filter((resource) => again.has(resource))
    if (!left.length) return
    await sleep(500 * 2 ** repeat + jitter(500 * 2 ** repeat))
  }
}
