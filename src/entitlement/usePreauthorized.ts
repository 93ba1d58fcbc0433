'use client'
import { useQueries } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { preauthorizations } from './decisions/preauthorizations.ts'
import { useProfile } from './useProfile.ts'
import { useViewer } from './viewer/useViewer.ts'

/** The options of {@link usePreauthorized}. */
export interface UsePreauthorizedOptions {
  /** Default: the MVPD of the profile in use. */
  readonly mvpd?: string | undefined
}

/** The result of {@link usePreauthorized}. */
export interface UsePreauthorizedResult {
  /** The known decisions, by resource: permits, and denials with their `error`. */
  readonly decisions: Readonly<Record<string, Decision>>
  /** The permitted resources, in the order of `resources`. */
  readonly permitted: readonly string[]
  readonly denied: readonly string[]
  /** Whether a decision is still missing. `false` if nobody is signed in. */
  readonly isPending: boolean
  /** Why some decisions could not be fetched. */
  readonly error: PassError | null
  /** Fetches the decisions that failed. */
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
 */
export function usePreauthorized(
  resources: readonly string[],
  { mvpd: given }: UsePreauthorizedOptions = {},
): UsePreauthorizedResult {
  const pass = usePass()
  const [{ queryClient }, known] = useViewer()
  const { status, profile } = useProfile()
  const mvpd = given ?? profile?.mvpd
  const wanted = [...new Set(resources)]
  // The viewer is part of the query, so it must be known. A server requests nothing, and would keep
  // a query for every resource.
  const isReady = status !== 'pending' && typeof document !== 'undefined'
  const asked = isReady && mvpd !== undefined ? wanted : []
  const answers = useQueries(
    {
      queries: mvpd === undefined ? [] : preauthorizations(pass, known, { mvpd, resources: asked }),
    },
    queryClient,
  )
  const decisions: Record<string, Decision> = Object.create(null)
  for (const { data } of answers) if (data) decisions[data.resource] = data
  return {
    decisions,
    permitted: wanted.filter((resource) => decisions[resource]?.authorized),
    denied: wanted.filter((resource) => decisions[resource]?.authorized === false),
    isPending:
      mvpd === undefined
        ? status === 'pending'
        : asked.length < wanted.length || answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error)?.error ?? null,
    refetch: () => {
      for (const { error, refetch } of answers) if (error) void refetch()
    },
  }
}
