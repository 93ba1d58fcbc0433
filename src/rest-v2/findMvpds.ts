import type { Configuration, Mvpd } from './configuration.ts'

/** What {@link findMvpds} takes. */
export interface MvpdFilter {
  /** Only those whose name or id holds every word of it; letter case and accents do not matter. */
  readonly search?: string | undefined
  /** TempPasses too. Default `false`: they are no providers that a viewer has. */
  readonly tempPass?: boolean | undefined
}

/**
 * The MVPDs to show in a picker, in Adobe's order. No flag of an MVPD hides it: those such as
 * `displayInPlatformPicker` are about the picker of Apple's devices.
 */
export function findMvpds(
  { requestor: { mvpds } }: Configuration,
  { search = '', tempPass }: MvpdFilter = {},
): readonly Mvpd[] {
  const words = plain(search).split(/\s+/)
  return mvpds.filter((mvpd) => {
    const name = plain(`${mvpd.displayName} ${mvpd.id}`)
    return (tempPass || !mvpd.isTempPass) && words.every((word) => name.includes(word))
  })
}

/** A text without letter case and accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
