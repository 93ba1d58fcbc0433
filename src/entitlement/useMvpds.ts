'use client'
import type { PassError } from '../oauth/errors/PassError.ts'
import { usePassQuery } from '../react/usePassQuery.ts'
import { configuration, type Mvpd } from '../rest-v2/configuration.ts'
import { findMvpds, type MvpdFilter } from '../rest-v2/findMvpds.ts'
import { useJourney } from './useJourney.ts'
import { useViewer } from './useViewer.ts'
import { type PickedMvpd, updateViewer } from './viewerRecord.ts'

/** The options of {@link useMvpds}: what to show, and whether to ask. */
export interface UseMvpdsOptions extends MvpdFilter {
  /** `false` asks for no list, and gives the remembered pick alone. Default `true`. */
  readonly enabled?: boolean | undefined
}

/** What {@link useMvpds} gives. */
export interface UseMvpdsResult {
  readonly status: 'pending' | 'success' | 'error'
  /** The providers to show, as Adobe orders them; empty until they are there. */
  readonly mvpds: readonly Mvpd[]
  readonly error: PassError | null
  readonly refetch: () => void
  /** What the viewer has picked, on this or an earlier visit. */
  readonly picked: PickedMvpd | undefined
  /** Remembers the pick, durably. */
  readonly pick: (mvpd: PickedMvpd) => void
  /** Forgets it: the viewer wants another one. */
  readonly forget: () => void
}

/**
 * The TV providers to pick from. Mount it where a picker is shown, and nowhere else: the list is
 * fetched for that, and kept for 3 minutes (REST API V2, rule V1).
 */
export function useMvpds({ enabled = true, ...filter }: UseMvpdsOptions = {}): UseMvpdsResult {
  const [pass, queryClient] = useJourney()
  const viewer = useViewer()
  const { status, data, error, refetch } = usePassQuery(configuration(), { enabled })
  const remember = (mvpd: PickedMvpd | undefined) =>
    updateViewer(pass, queryClient, (record) => ({ ...record, mvpd }))
  return {
    status,
    mvpds: data ? findMvpds(data, filter) : [],
    error,
    refetch: () => void refetch(),
    picked: viewer.data?.mvpd,
    pick: ({ id, displayName, logoUrl }) => remember({ id, displayName, logoUrl }),
    forget: () => remember(undefined),
  }
}
