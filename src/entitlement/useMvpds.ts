'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { PassError } from '../oauth/errors/PassError.ts'
import { usePass } from '../react/usePass.ts'
import { usePassQuery } from '../react/usePassQuery.ts'
import { configuration, type Mvpd } from '../rest-v2/configuration.ts'
import { type PickedMvpd, updateViewer, viewerOptions } from './viewerRecord.ts'

/** The options of {@link useMvpds}. */
export interface UseMvpdsOptions {
  /** Only those whose name or id holds every word of it; letter case and accents do not matter. */
  readonly search?: string | undefined
  /** TempPasses too. Default `false`: they are no providers that a viewer has. */
  readonly tempPass?: boolean | undefined
  /** Those too that are not for a picker (`displayInPlatformPicker: false`). Default `false`. */
  readonly hidden?: boolean | undefined
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
export function useMvpds({
  search = '',
  tempPass,
  hidden,
  enabled = true,
}: UseMvpdsOptions = {}): UseMvpdsResult {
  const pass = usePass()
  const queryClient = useQueryClient()
  const viewer = useQuery(viewerOptions(pass, queryClient))
  const { status, data, error, refetch } = usePassQuery(configuration(), { enabled })
  const words = plain(search).split(/\s+/)
  const remember = (mvpd: PickedMvpd | undefined) =>
    void updateViewer(pass, queryClient, (record) => ({ ...record, mvpd }))
  return {
    status,
    mvpds: (data?.requestor.mvpds ?? []).filter((mvpd) => {
      const name = plain(`${mvpd.displayName} ${mvpd.id}`)
      return (
        (tempPass || !mvpd.isTempPass) &&
        (hidden || mvpd.displayInPlatformPicker !== false) &&
        words.every((word) => name.includes(word))
      )
    }),
    error,
    refetch: () => void refetch(),
    picked: viewer.data?.mvpd,
    pick: ({ id, displayName, logoUrl }) => remember({ id, displayName, logoUrl }),
    forget: () => remember(undefined),
  }
}

/** A text without letter case and accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
