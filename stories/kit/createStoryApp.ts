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
import { fetchPass } from './fetchPass.ts'
import { readCall } from './readCall.ts'

/** The parts of a client's stored record that stories read. */
export interface StoredRecord {
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string }
  readonly token?: { readonly value: string }
  readonly replacedAt?: number
}

/** Options of a story's application. */
export interface StoryAppOptions {
  /** The API origin. Default: that of the environment. */
  readonly origin?: string
  /** A journal to share. Default: its own. */
  readonly journal?: Journal
}

/** The application of one story: its storage, its journal and its control of the emulator. */
export interface StoryApp {
  /** Its name in the emulator. */
  readonly name: string
  readonly journal: Journal
  readonly rig: Rig
  /** Creates a client with the same storage, as a reload of the page would. */
  readonly open: (options?: Partial<PassClientOptions>) => PassClient
  readonly record: () => Promise<StoredRecord>
  /** Clears its storage, as if the browser had never opened it. */
  readonly forget: () => Promise<void>
  /** Allows another replacement now: a client replaces credentials only once in ten minutes. */
  readonly forgetReplacement: () => Promise<void>
}

/** Creates the application `name`. It shares its storage with tabs that create the same one. */
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
      const response = await rig.around(call, () => fetchPass(input, init))
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
