import { clear, createStore, keys } from 'idb-keyval'
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

/** Where a story's application is, if not where the others are. */
export interface StoryAppOptions {
  /** Its API origin. */
  readonly origin?: string
  /** One that it shares. */
  readonly journal?: Journal
}

/** An application of a story's own: storage, journal, and what the emulator does to it. */
export interface StoryApp {
  /** What the emulator knows it by. */
  readonly name: string
  readonly journal: Journal
  readonly rig: Rig
  /** Makes a client on the same storage, as a reload of the page would. */
  readonly open: (options?: Partial<PassClientOptions>) => PassClient
  readonly record: () => Promise<StoredRecord>
  /** Empties its storage: the browser has never seen it. */
  readonly forget: () => Promise<void>
  /** Forgets when the credentials were last replaced: a client replaces them once in ten minutes. */
  readonly forgetReplacement: () => Promise<void>
}

/** Makes the application `name`, which shares its storage with tabs that make the same. */
export function createStoryApp(
  name: string,
  softwareStatement: string,
  { origin = environment.origin, journal = createJournal() }: StoryAppOptions = {},
): StoryApp {
  const rig = createRig(name)
  const database = `react-adobe-pass stories: ${name}`
  const store: CredentialStore = indexedDbStore({ name: database })
  const recordKey = async () => {
    const known = await keys<string>(createStore(database, 'records'))
    return known.find((key) => key.startsWith(`react-adobe-pass:${origin}:`)) ?? ''
  }

  const fetchAndNote: typeof fetch = async (input, init) => {
    const call = readCall(input, init, origin)
    const end = journal.send(call)
    try {
      const response = await rig.around(call, () => fetch(input, init))
      end(response.status)
      return response
    } catch (error) {
      end(init?.signal?.aborted ? 'cancelled' : 'hidden')
      throw error
    }
  }

  return {
    name,
    journal,
    rig,
    open: (options) =>
      createPassClient({
        softwareStatement,
        origin,
        serviceProvider: environment.serviceProvider,
        store,
        fetch: fetchAndNote,
        onEvent: journal.note,
        ...options,
      }),
    forget: async () => {
      await clear(createStore(database, 'records'))
      for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith(`react-adobe-pass:${origin}:`)) sessionStorage.removeItem(key)
      }
    },
    record: async () => Object(await store.get(await recordKey())),
    forgetReplacement: async () => {
      await store.update?.(await recordKey(), (record) => ({
        ...Object(record),
        replacedAt: undefined,
      }))
    },
  }
}
