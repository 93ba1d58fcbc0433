'use client'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { usePassQuery } from '../react/usePassQuery.ts'
import { configuration, type Mvpd } from '../rest-v2/configuration.ts'
import { findMvpds, type MvpdFilter } from '../rest-v2/findMvpds.ts'
import { useViewer } from './useViewer.ts'
import type { PickedMvpd } from './viewerRecord.ts'

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
  /**
   * Remembers the pick: at once in this page, and durably. Resolves once it is stored, or could not be
   * (`storage-unavailable`); await it before you leave the page. `signIn` does.
   */
  readonly pick: (mvpd: PickedMvpd) => Promise<void>
  /** Forgets it, likewise: the viewer wants another one. */
  readonly forget: () => Promise<void>
}

/**
 * The TV providers to pick from. Mount it where a picker is shown, and nowhere else: the list is
 * fetched for that, and kept for 3 minutes (REST API V2, rule V1).
 */
export function useMvpds({ enabled = true, ...filter }: UseMvpdsOptions = {}): UseMvpdsResult {
  const { emit } = clientParts(usePass())
  const [{ pick }, { record }] = useViewer()
  const { status, data, error, refetch } = usePassQuery(configuration(), {
    ...STATED,
    enabled,
  })
  return {
    status,
    mvpds: data ? findMvpds(data, filter) : [],
    error,
    refetch: () => void refetch(),
    picked: record.mvpd,
    pick: ({ id, displayName, logoUrl }) => {
      emit({ type: 'mvpd-picked', mvpd: id })
      return pick({ id, displayName, logoUrl })
    },
    forget: () => pick(undefined),
  }
}

/** What the promises of the hook need of its query, whatever the application's defaults are. */
const STATED = {
  retry: false,
  gcTime: 300_000,
  notifyOnChangeProps: 'all',
  networkMode: 'always',
  throwOnError: false,
  subscribed: true,
  retryOnMount: true,
  refetchOnMount: true,
  refetchOnReconnect: true,
  refetchOnWindowFocus: true,
  refetchInterval: false,
  structuralSharing: true,
} as const
