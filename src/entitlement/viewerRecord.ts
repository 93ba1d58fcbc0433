import type { QueryClient } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { updateRecord } from '../client/updateRecord.ts'
import type { Mvpd } from '../rest-v2/configuration.ts'
import { type Profiles, profilesSchema } from '../rest-v2/profiles.ts'
import { answeredAt, profilesKey, viewerKey } from './queryKeys.ts'

/** What is kept of the MVPD that the viewer has picked (REST API V2, rule V1). */
export type PickedMvpd = Pick<Mvpd, 'id' | 'displayName' | 'logoUrl'>

/** What this browser remembers of the viewer, beside the credentials (rules V1 and V6). */
export interface ViewerRecord {
  readonly mvpd?: PickedMvpd | undefined
  /** The MVPD whose profile is in use: chosen, or signed in with last. */
  readonly chosen?: string | undefined
  /** The last answer about profiles, and when it came, in ms since the epoch. */
  readonly answer?: Profiles | undefined
  readonly answeredAt?: number | undefined
  /** The profile that was there last: it has expired when there is none. */
  readonly last?: { readonly mvpd: string; readonly notAfter: number } | undefined
}

const recordKey = (pass: PassClient) =>
  `${clientParts(pass).recordName}:${pass.serviceProvider}:viewer`

/** What this page knows of one client's record. */
interface Journal {
  /** Ends when what has been changed so far is stored, or has failed to be. */
  writing?: Promise<void> | undefined
  /** As it was read or changed last: while the store fails, it lasts as long as the page. */
  known?: unknown
  /** Whether the store has failed to take it. */
  unsaved?: boolean
}

const journals = new WeakMap<PassClient, Journal>()

function journalOf(pass: PassClient): Journal {
  const journal = journals.get(pass) ?? {}
  journals.set(pass, journal)
  return journal
}

/** Reads a stored record; what is damaged, or of an earlier registration, is left out. */
async function readRecord(raw: unknown, owner: string): Promise<ViewerRecord> {
  const { mvpd, owner: theirs, chosen, last, answer, answeredAt } = Object(raw)
  const read = await profilesSchema()['~standard'].validate(answer)
  // Not from a time yet to come, where the clock was set right since: it would never grow old.
  const kept = !read.issues && answeredAt <= Date.now() && { answer: read.value, answeredAt }
  return {
    mvpd: mvpd?.id ? mvpd : undefined,
    ...(theirs === owner && { chosen, last, ...kept }),
  }
}

/**
 * The record as a query. It is read again when the page gets the focus: another tab may have written.
 * A kept answer about profiles that is newer than the page's is put in its place.
 */
export const viewerOptions = (pass: PassClient, queryClient: QueryClient) => ({
  queryKey: viewerKey(pass),
  networkMode: 'always' as const,
  gcTime: Infinity,
  staleTime: 0,
  queryFn: async () => {
    const { store, owner } = clientParts(pass)
    const journal = journalOf(pass)
    for (;;) {
      const { writing } = journal
      await writing
      try {
        if (!journal.unsaved) journal.known = await store.get(recordKey(pass))
      } catch {
        // A store that fails is not a store that is empty.
      }
      const record = await readRecord(journal.known, await owner())
      // Changed meanwhile: what was read is older than what the page shows.
      if (writing !== journal.writing) continue
      const { answer, answeredAt: updatedAt = 0 } = record
      if (answer && updatedAt > answeredAt(pass, queryClient)) {
        queryClient.setQueryData(profilesKey(pass), answer, { updatedAt })
      }
      return record
    }
  },
})

/** Changes the record: at once in this page, and then in the store, if that can. It never rejects. */
export async function updateViewer(
  pass: PassClient,
  queryClient: QueryClient,
  change: (record: ViewerRecord) => ViewerRecord,
): Promise<void> {
  queryClient.setQueryData<ViewerRecord>(viewerKey(pass), (record = {}) => change(record))
  const { store, owner: ownerOf } = clientParts(pass)
  const journal = journalOf(pass)
  const before = journal.writing
  const write = async () => {
    await before
    const owner = await ownerOf()
    const next = (raw: unknown) => {
      const { owner: theirs, mvpd } = Object(raw)
      return (journal.known = { ...change(theirs === owner ? Object(raw) : { mvpd }), owner })
    }
    await updateRecord(store, recordKey(pass), (raw) =>
      next(journal.unsaved ? journal.known : raw),
    ).then(
      () => {
        journal.unsaved = false
      },
      () => {
        journal.unsaved = true
        next(journal.known)
      },
    )
  }
  await (journal.writing = write())
}
