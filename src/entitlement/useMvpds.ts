'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import { clientParts } from '../client/createPassClient.ts'
import type { PassError } from '../errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { usePassQuery } from '../react/usePassQuery.ts'
import { useStable } from '../react/useStable.ts'
import { configuration, type Mvpd } from '../rest-v2/configuration.ts'
import { findMvpds, type MvpdFilter } from '../rest-v2/findMvpds.ts'
import { useViewer } from './viewer/useViewer.ts'
import type { PickedMvpd } from './viewer/viewerRecord.ts'

/** The options of {@link useMvpds}: what to show, and whether to fetch. */
export interface UseMvpdsOptions extends MvpdFilter {
  /** `false` fetches no list and returns only the remembered pick. Default `true`. */
  readonly enabled?: boolean | undefined
}

/** The state of the list, by `status`, as TanStack Query has it. */
export type MvpdsState =
  /** The list has not been fetched yet. */
  | { readonly status: 'pending'; readonly isPending: true; readonly error: null }
  /** The list was fetched. */
  | { readonly status: 'success'; readonly isPending: false; readonly error: null }
  /** Offer to try again, with `refetch`. */
  | {
      readonly status: 'error'
      readonly isPending: false
      /** Why the list could not be fetched. */
      readonly error: PassError
    }

/**
 * The result of {@link useMvpds}, with the fields of {@link MvpdsState}. Its functions stay the
 * same, and its objects as long as they say the same.
 */
export type UseMvpdsResult = MvpdsState & {
  /** The providers to show, in Adobe's order. Empty until they are fetched. */
  readonly mvpds: readonly Mvpd[]
  /** Fetches the list now. */
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
 *
 * @example
 * const { mvpds, pick } = useMvpds({ search: 'lumen' })
 * <ul>
 *   {mvpds.map((mvpd) => (
 *     <li key={mvpd.id}>
 *       <button onClick={() => pick(mvpd)}>{mvpd.displayName}</button>
 *     </li>
 *   ))}
 * </ul>
 */
export function useMvpds({ enabled = true, ...filter }: UseMvpdsOptions = {}): UseMvpdsResult {
  const { emit } = clientParts(usePass())
  const [{ pick: store }, { record }] = useViewer()
  const list = usePassQuery(configuration(), { ...STATED, enabled })
  const { data, refetch: fetchAgain } = list
  const mvpds = useStable(data ? findMvpds(data, filter) : NONE)
  const refetch = useCallback(() => void fetchAgain(), [fetchAgain])
  const pick = useCallback(
    ({ id, displayName, logoUrl }: PickedMvpd) => {
      emit({ type: 'mvpd-picked', mvpd: id })
      return store({ id, displayName, logoUrl })
    },
    [emit, store],
  )
  const forget = useCallback(() => store(undefined), [store])
  return { ...stateOf(list), mvpds, refetch, picked: record.mvpd, pick, forget }
}

const NONE: readonly Mvpd[] = []

function stateOf(list: UseQueryResult<unknown, PassError>): MvpdsState {
  switch (list.status) {
    case 'pending':
      return { status: 'pending', isPending: true, error: null }
    case 'success':
      return { status: 'success', isPending: false, error: null }
    case 'error':
      return { status: 'error', isPending: false, error: list.error }
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
