import type { CredentialStore } from '../store/CredentialStore.ts'
import { type CredentialRecord, readRecord } from './credentialRecord.ts'
import { updateRecord } from './updateRecord.ts'

const EMPTY: CredentialRecord = { version: 1 }

/** The record of one client: what is stored, and what this page remembers while storage fails. */
export interface RecordKeeper {
  read(): Promise<CredentialRecord>
  /** Changes the record in one step; resolves with what stands then. */
  write(change: (old: CredentialRecord) => CredentialRecord): Promise<CredentialRecord>
}

/**
 * Makes the keeper of the record `key`. It never rejects: where the store fails, this page's memory
 * serves, and `onFailure` is told.
 */
export function createRecordKeeper(
  store: CredentialStore,
  key: string,
  onFailure: () => void,
): RecordKeeper {
  /** What this page knows, and whether the store has it too. */
  let known: CredentialRecord | undefined
  let saved = true
  /** Whether a reset could not be stored: what the store has is not to come back. */
  let forgotten = false

  /**
   * What stands. The stored record does, but where the browser lost it (the database was deleted),
   * or could not take ours: then the older credentials do.
   */
  function settle(stored: CredentialRecord | undefined): CredentialRecord | undefined {
    if (!known || !stored) return stored ?? known
    const theirs = stored.credentials?.clientId
    const isOurs = theirs === known.credentials?.clientId || theirs === known.previous?.clientId
    return saved || (theirs && known.credentials && !isOurs && !forgotten) ? stored : known
  }

  async function write(change: (old: CredentialRecord) => CredentialRecord) {
    let next = EMPTY
    try {
      await updateRecord(store, key, (raw) => (next = change(settle(readRecord(raw)) ?? EMPTY)))
      saved = true
      forgotten = false
    } catch {
      next = change(known ?? EMPTY)
      saved = false
      if (!next.credentials) forgotten = true
      onFailure()
    }
    known = next
    return next
  }

  return {
    write,
    async read() {
      try {
        const record = readRecord(await store.get(key))
        if (saved && record) known = record
        else if (known) return write((old) => old)
      } catch {
        // A store that fails is not a store that is empty.
        onFailure()
      }
      return known ?? EMPTY
    },
  }
}
