import type { Kept } from './record.ts'

const TEN_MINUTES = 600_000

/** The facts that the record watch needs. */
export interface RecordFacts {
  /** The secret of a client, and its registration by the device's clock (NaN if that was set). */
  made(client: string): { readonly secret: string; readonly at: number } | undefined
  /** The client that a token belongs to. */
  ownerOf(token: string): string | undefined
  /** Whether the server has refused a client twice. */
  isRefused(client: string): boolean
  /** Whether a reset of this tab may still change the store. */
  mayForget(tab: number): boolean
}

/** Checks every change of the stored credentials. */
export function createRecordWatch(
  { made, ownerOf, isRefused, mayForget }: RecordFacts,
  accuse: (text: string) => void,
) {
  const forgotten = new Set<string>()
  /** By the device's clock. Unknown after that was set, or after the record was lost. */
  let replacedAt = -Infinity
  const counts = { kept: 0, replaced: 0 }

  const forget = (tab: number, client: string | undefined) => {
    if (!mayForget(tab)) accuse('credentials are dropped, and nobody asked for that')
    else if (client) forgotten.add(client)
  }

  function replace(before: string, after: string) {
    counts.replaced++
    if (!isRefused(before)) accuse('credentials are replaced that the server has not refused twice')
    const at = made(after)?.at ?? 0
    const since = at - replacedAt
    if (since < TEN_MINUTES) accuse(`credentials are replaced ${since} ms after the last time`)
    replacedAt = at
  }

  return {
    counts,
    /** Checks the content of a record that a tab has stored. */
    checkContent({ state, id, secret, token }: Kept) {
      if (state === 'lost') accuse('a tab has stored what is no record')
      if (id && made(id)?.secret !== secret) accuse('credentials that nobody issued are stored')
      if (id && token && ownerOf(token) !== id)
        accuse('a token is stored beside credentials that it does not belong to')
    },
    /** Checks a change of the record by a tab. */
    checkChange(tab: number, before: Kept, { state, id }: Kept) {
      if (state === 'none' && before.state === 'held') forget(tab, before.id)
      if (!id || id === before.id) return
      if (forgotten.has(id)) accuse('credentials that were forgotten are stored again')
      counts.kept++
      if (!before.id || id === before.previous) return
      if (mayForget(tab)) forgotten.add(before.id)
      else replace(before.id, id)
    },
    clockWasSet() {
      replacedAt = -Infinity
    },
    /** The browser has lost the record. */
    lost() {
      replacedAt = -Infinity
      // A tab that has not received a reset stores its credentials again.
      forgotten.clear()
    },
  }
}
