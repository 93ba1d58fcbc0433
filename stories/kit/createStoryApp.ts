import { createStore, keys } from 'idb-keyval'
import {
  type CredentialStore,
  createPassClient,
  indexedDbStore,
  type PassClient,
  type PassClientOptions,
} from 'react-adobe-pass'
import { createJournal, type Journal } from './createJournal.ts'
import { createRig, type Rig } from './createRig.ts'
import { environment } from './environment.ts'
import { readCall } from './readCall.ts'

/** What is stored of a client, as far as stories look at it. */
export interface StoredRecord {
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string }
  readonly token?: { readonly value: string }
  readonly replacedAt?: number
}

/** An application of a story's own: storage, journal, and what the emulator does to it. */
export interface StoryApp {
  readonly journal: Journal
  readonly rig: Rig
  /** Makes a client on the same storage, as a reload of the page would. */
  readonly open: (options?: Partial<PassClientOptions>) => PassClient
  readonly record: () => Promise<StoredRecord>
  /** Forgets when the credentials were last replaced: a client replaces them once in ten minutes. */
  readonly forgetReplacement: () => Promise<void>
}

/** Makes the application `name`, which shares its storage with tabs that make the same. */
export function createStoryApp(name: string, softwareStatement: string): StoryApp {
  const journal = createJournal()
  const rig = createRig()
  const database = `react-adobe-pass stories: ${name}`
  const store: CredentialStore = indexedDbStore({ name: database })
  const recordKey = async () => {
    const known = await keys<string>(createStore(database, 'records'))
    return known.find((key) => key.startsWith(`react-adobe-pass:${environment.origin}:`)) ?? ''
  }

  const fetchAndNote: typeof fetch = async (input, init) => {
    const call = readCall(input, init)
    const end = journal.send(call)
    try {
      const response = await rig.around(call, init, (actual) => fetch(input, actual))
      end(response.status)
      return response
    } catch (error) {
      end(init?.signal?.aborted ? 'cancelled' : 'hidden')
      throw error
    }
  }

  return {
    journal,
    rig,
    open: (options) =>
      createPassClient({
        softwareStatement,
        origin: environment.origin,
        serviceProvider: environment.serviceProvider,
        store,
        fetch: fetchAndNote,
        onEvent: journal.note,
        ...options,
      }),
    record: async () => Object(await store.get(await recordKey())),
    forgetReplacement: async () => {
      await store.update?.(await recordKey(), (record) => ({
        ...Object(record),
        replacedAt: undefined,
      }))
    },
  }
}
