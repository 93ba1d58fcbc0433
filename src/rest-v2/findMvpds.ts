import type { Configuration, Mvpd } from './configuration.ts'

/** The options of {@link findMvpds}. */
export interface MvpdFilter {
  /** Only MVPDs that have every word in their name or id. Letter case and accents do not matter. */
  readonly search?: string | undefined
  /** Includes TempPasses. Default `false`: they are not TV providers. */
  readonly tempPass?: boolean | undefined
}

/**
 * The MVPDs to show in a picker, in Adobe's order. Flags such as `displayInPlatformPicker` hide no
 * MVPD: they are about the picker of Apple's devices.
 */
export function findMvpds(
  configuration: Configuration,
  { search = '', tempPass }: MvpdFilter = {},
): readonly Mvpd[] {
  const words = plain(search).split(/\s+/)
  return configuration.requestor.mvpds.filter((mvpd) => {
    const name = plain(`${mvpd.displayName} ${mvpd.id}`)
    return (tempPass || !mvpd.isTempPass) && words.every((word) => name.includes(word))
  })
}

/** A string without letter case and accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
