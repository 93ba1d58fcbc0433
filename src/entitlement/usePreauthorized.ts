'use client'
import { hashKey, type Query, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { useStable } from '../react/useStable.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { preauthorizations } from './decisions/preauthorizations.ts'
import { useProfile } from './useProfile.ts'
import { PREAUTHORIZED } from './viewer/createViewer.ts'
import { mvpdWithoutProfile } from './viewer/profileQuestion.ts'
import { useViewer } from './viewer/useViewer.ts'

/** The options of {@link usePreauthorized}. */
export interface UsePreauthorizedOptions {
  /** Default: the MVPD of the profile in use, or that of degraded access without a profile. */
  readonly mvpd?: string | undefined
}

/**
 * The result of {@link usePreauthorized}. Its functions stay the same, and its objects as long as
 * they say the same.
 */
export interface UsePreauthorizedResult {
  /** The known decisions, by resource: permits, and denials with their `error`. */
  readonly decisions: Readonly<Partial<Record<string, Decision>>>
  /** The permitted resources, in the order of `resources`. */
  readonly permitted: readonly string[]
  /** The denied resources, in the order of `resources`. */
  readonly denied: readonly string[]
  /** Whether a decision is still missing. `false` if nobody is signed in. */
  readonly isPending: boolean
  /** Why some decisions could not be fetched. */
  readonly error: PassError | null
  /** Fetches the decisions that failed. */
  readonly retry: () => void
  /** Fetches all decisions of `resources` now. */
  readonly refetch: () => void
}

/**
 * Which resources of a catalogue the viewer can probably watch. It filters, and never decides a
 * playback (REST API V2, rule V3): use `useAuthorize` for that.
 *
 * Each resource is requested once in 5 minutes, however many components show it. A call holds as
 * many resources as the server accepts, the first ones first. Only decisions whose `action` is
 * `retry` are requested again, three times at most. Resources that no component shows any more are
 * not requested.
 *
 * @example
 * const { decisions, permitted } = usePreauthorized(['channel-1', 'channel-2'])
 * const isLocked = decisions['channel-1']?.authorized === false
 */
export function usePreauthorized(
  resources: readonly string[],
  { mvpd: given }: UsePreauthorizedOptions = {},
): UsePreauthorizedResult {
  const pass = usePass()
  const [{ queryClient }, viewer] = useViewer()
  const { isPending: isUnknown, profile } = useProfile()
  const mvpd = given ?? profile?.mvpd ?? mvpdWithoutProfile(viewer.record)
  const wanted = useStable([...new Set(resources)])
  // The viewer is part of the query, so it must be known. A server requests nothing, and would keep
  // a query for every resource.
  const isReady = mvpd !== undefined && !isUnknown && typeof document !== 'undefined'
  const queries = isReady ? preauthorizations(pass, viewer, { mvpd, resources: wanted }) : []
  const answers = useQueries({ queries }, queryClient)

  const known = useStable(answers.flatMap(({ data }) => data ?? []))
  const decisions = useMemo(() => byResource(known), [known])
  const permitted = useStable(wanted.filter((one) => decisions[one]?.authorized))
  const denied = useStable(wanted.filter((one) => decisions[one]?.authorized === false))
  const hashes = useStable(queries.map(({ queryKey }) => hashKey(queryKey)))
  const [retry, refetch] = useMemo(() => {
    const fetchAgain = (isWanted: (query: Query) => boolean) =>
      void queryClient.refetchQueries({
        queryKey: PREAUTHORIZED,
        predicate: (query) => hashes.includes(query.queryHash) && isWanted(query),
      })
    return [() => fetchAgain(({ state }) => state.status === 'error'), () => fetchAgain(() => true)]
  }, [queryClient, hashes])
  return {
    decisions,
    permitted,
    denied,
    isPending:
      mvpd === undefined
        ? isUnknown
        : queries.length < wanted.length || answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error)?.error ?? null,
    retry,
    refetch,
  }
}

function byResource(known: readonly Decision[]): UsePreauthorizedResult['decisions'] {
  // Without a prototype: a resource may be called `constructor`.
  const decisions: Partial<Record<string, Decision>> = Object.create(null)
  for (const decision of known) decisions[decision.resource] = decision
  return decisions
}
