'use client'
import { useQueries } from '@tanstack/react-query'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { preauthorizations } from './preauthorizations.ts'
import { useProfile } from './useProfile.ts'
import { useViewer } from './useViewer.ts'

/** The options of {@link usePreauthorized}. */
export interface UsePreauthorizedOptions {
  /** Default: that of the profile in use. */
  readonly mvpd?: string | undefined
}

/** What {@link usePreauthorized} gives. */
export interface UsePreauthorizedResult {
  /** What is known, by resource: permits, and denials with their `error`. */
  readonly decisions: Readonly<Record<string, Decision>>
  /** Of the resources, in their order. */
  readonly permitted: readonly string[]
  readonly denied: readonly string[]
  /** Whether something is not known yet. It is `false` where nobody is signed in. */
  readonly isPending: boolean
  /** Why some of them could not be asked for. */
  readonly error: PassError | null
  /** Asks anew for what could not be asked for. */
  readonly refetch: () => void
}

/**
 * Which of a catalogue's resources the viewer is likely to get. It filters, and never decides a
 * playback (REST API V2, rule V3): for that there is `useAuthorize`.
 *
 * Each resource is asked for once in 5 minutes, however many components show it, in calls of as many
 * as the server takes; the first ones first. Only what says `retry` is repeated, three times at most.
 * What no component shows any more is not asked for.
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
  // Who the viewer is belongs to the question. A server asks for nothing, and would keep a query for
  // every resource.
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
