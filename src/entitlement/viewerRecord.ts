import { QueryClient } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { updateRecord } from '../client/updateRecord.ts'
import type { Mvpd } from '../rest-v2/configuration.ts'
import { type Profiles, profilesSchema } from '../rest-v2/profiles.ts'
import type { ViewerProfile } from '../rest-v2/validProfiles.ts'
import { popupReturn } from './popupReturn.ts'
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
  readonly last?: ViewerProfile | undefined
}

const recordKey = (pass: PassClient) =>
  `${clientParts(pass).recordName}:${pass.serviceProvider}:viewer`

/** What this page has written of one client's record. */
interface Journal {
  /** Ends when what was changed so far is stored, or has failed to be. */
  writing?: Promise<void>
  /** Whether the last change has failed to be: it lasts as long as the page then. */
  unsaved?: boolean
}

const journals = new WeakMap<PassClient, Journal>()

function journalOf(pass: PassClient): Journal {
  const journal = journals.get(pass) ?? {}
  journals.set(pass, journal)
  return journal
}

/** Resolves once what this page changed so far is stored, or could not be. */
export const viewerStored = async (pass: PassClient): Promise<void> => journalOf(pass).writing

const caches = new WeakMap<PassClient, QueryClient>()

/** The application's cache, as the hooks used it last. */
export const cacheOf = (pass: PassClient): QueryClient => caches.get(pass) ?? new QueryClient()

/** Notes the application's cache. */
export const noteCache = (pass: PassClient, queryClient: QueryClient): void =>
  void caches.set(pass, queryClient)

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
    const believedFrom = await popupReturn(pass)
    for (;;) {
      const { writing } = journal
      await writing
      // A store that fails is not a store that is empty: what the page shows stays.
      let record = queryClient.getQueryData<ViewerRecord>(viewerKey(pass)) ?? {}
      if (!journal.unsaved) {
        try {
          record = await readRecord(await store.get(recordKey(pass)), await owner())
        } catch {}
      }
      // Changed meanwhile: what was read is older than what the page shows.
      if (writing !== journal.writing) continue
      const { answer, answeredAt: updatedAt = 0 } = record
      if (answer && updatedAt > Math.max(answeredAt(pass, queryClient), believedFrom)) {
        queryClient.setQueryData(profilesKey(pass), answer, { updatedAt })
      }
      return record
    }
  },
})

/** Changes the record: at once in this page, and then in the store, if that can. */
export function updateViewer(
  pass: PassClient,
  queryClient: QueryClient,
  change: (record: ViewerRecord) => ViewerRecord,
): void {
  const shown = queryClient.setQueryData<ViewerRecord>(viewerKey(pass), (record = {}) =>
    change(record),
  )
  const { store, owner: ownerOf } = clientParts(pass)
  const journal = journalOf(pass)
  const { writing } = journal
  const write = async () => {
    await writing
    const owner = await ownerOf()
    const next = (raw: unknown) => {
      const { owner: theirs, mvpd } = Object(raw)
      const old = theirs === owner ? Object(raw) : { mvpd }
      return { ...(journal.unsaved ? shown : change(old)), owner }
    }
    journal.unsaved = await updateRecord(store, recordKey(pass), next).then(
      () => false,
      () => true,
    )
  }
  journal.writing = write()
}
