'use client'
import { type UseQueryOptions, useQueries } from '@tanstack/react-query'
import type { PassError } from '../oauth/errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import type { Decision } from '../rest-v2/decisions.ts'
import { PREAUTHORIZED } from './createViewer.ts'
import { preauthorization } from './preauthorization.ts'
import { useProfile } from './useProfile.ts'
import { useViewer } from './useViewer.ts'

const FIVE_MINUTES = 300_000

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
  const [{ queryClient }, { registration }] = useViewer()
  const { status, profile, profiles } = useProfile()
  const mvpd = given ?? profile?.mvpd
  const wanted = [...new Set(resources)]
  // Who the viewer is belongs to the question. A server asks for nothing, and would keep a query for
  // every resource.
  const isReady = mvpd !== undefined && status !== 'pending' && typeof document !== 'undefined'
  const asked = isReady ? wanted : []
  // Of this viewer: the next one to sign in with the MVPD has a profile that begins later.
  const viewer = profiles.find((one) => one.mvpd === mvpd)
  const since = viewer?.type === 'degraded' ? 0 : viewer?.notBefore
  const answers = useQueries(
    {
      queries: asked.map(
        (resource): UseQueryOptions<Decision, PassError> => ({
          queryKey: [...PREAUTHORIZED, registration, mvpd, since, resource],
          queryFn: ({ signal }) => preauthorization(pass, { mvpd: mvpd ?? '', resource, signal }),
          gcTime: FIVE_MINUTES,
          staleTime: ({ state }) => (state.data?.error?.action === 'retry' ? 0 : FIVE_MINUTES),
        }),
      ),
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
