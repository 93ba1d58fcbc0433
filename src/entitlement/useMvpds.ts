'use client'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { usePassQuery } from '../react/usePassQuery.ts'
import { configuration, type Mvpd } from '../rest-v2/configuration.ts'
import { findMvpds, type MvpdFilter } from '../rest-v2/findMvpds.ts'
import { useViewer } from './viewer/useViewer.ts'
import type { PickedMvpd } from './viewer/viewerRecord.ts'

/** The options of {@link useMvpds}: what to show, and whether to fetch. */
export interface UseMvpdsOptions extends MvpdFilter {
  /** `false` fetches no list and returns only the remembered pick. Default `true`. */
  readonly enabled?: boolean | undefined
}

/** The result of {@link useMvpds}. */
export interface UseMvpdsResult {
  readonly status: 'pending' | 'success' | 'error'
  /** The providers to show, in Adobe's order. Empty until they are fetched. */
  readonly mvpds: readonly Mvpd[]
  readonly error: PassError | null
  readonly refetch: () => void
  /** The MVPD that the viewer picked, on this or an earlier visit. */
  readonly picked: PickedMvpd | undefined
  /**
   * Stores the pick. This page shows it at once. Resolves once it is stored, or could not be
   * (`storage-unavailable`). Await it before you leave the page; `signIn` does that for you.
   */
  readonly pick: (mvpd: PickedMvpd) => Promise<void>
  /** Forgets the pick in the same way: the viewer wants another one. */
  readonly forget: () => Promise<void>
}

/**
 * The TV providers to pick from. Mount it only where a picker is shown: the list is fetched only
 * for that, and stays fresh for 3 minutes (REST API V2, rule V1).
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

/** The query options that the hook depends on, whatever the application's defaults are. */
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
