import type { CredentialStore } from '../store/CredentialStore.ts'
import { updateRecord } from '../store/updateRecord.ts'
import { type CredentialRecord, readRecord } from './credentialRecord.ts'

const EMPTY: CredentialRecord = { version: 1 }

/** The record of one client: what is stored, and what this page remembers while storage fails. */
export interface RecordKeeper {
  /** What stands. What the store lacks of it is stored, for which the caller holds the lock. */
  read(): Promise<CredentialRecord>
  /** The same without the lock: only a store that updates in one step is written. */
  peek(): Promise<CredentialRecord>
  /** Changes the record in one step; resolves with what stands then. */
  write(change: (old: CredentialRecord) => CredentialRecord): Promise<CredentialRecord>
  /** Whether a store that has worked could not take the last change. */
  isBehind(): boolean
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
  /** What the store held when it last answered; `null` while it never has. */
  let base: CredentialRecord | undefined | null = null
  /** Whether this page was reset while the store could not be told. */
  let forgotten = false

  /**
   * What stands. The stored record does, but where the browser lost it (the database was deleted),
   * or where it could not take ours and nobody has changed it since. A page that never saw it gives
   * way to the older credentials in it, unless it was to forget them.
   */
  function settle(stored: CredentialRecord | undefined): CredentialRecord | undefined {
    if (!known || !stored) return stored ?? known
    const { credentials, token } = stored
    const changed =
      base === null
        ? credentials && !forgotten
        : !base ||
          credentials?.clientId !== base.credentials?.clientId ||
          // It has minted meanwhile: a pair of ours that was to replace it must not.
          (known.credentials && token?.value !== base.token?.value)
    if (saved || changed) return stored
    // The ten minutes between two replacements count for all tabs, whoever made the last.
    const replacedAt = Math.max(known.replacedAt ?? 0, stored.replacedAt ?? 0)
    return { ...known, replacedAt: replacedAt || undefined }
  }

  function keep(record: CredentialRecord) {
    known = record
    saved = true
    forgotten = false
    base = record
    return record
  }

  async function write(change: (old: CredentialRecord) => CredentialRecord) {
    let next = EMPTY
    try {
      await updateRecord(store, key, (raw) => (next = change(settle(readRecord(raw)) ?? EMPTY)))
    } catch {
      onFailure()
      saved = false
      known = change(known ?? EMPTY)
      forgotten ||= !known.credentials
      return known
    }
    return keep(next)
  }

  async function look(mayWrite: unknown) {
    try {
      const stored = readRecord(await store.get(key))
      if (settle(stored) === stored) {
        if (stored) keep(stored)
        else base = undefined
      } else if (mayWrite) return write((old) => old)
    } catch {
      // A store that fails is not a store that is empty.
      onFailure()
    }
    return known ?? EMPTY
  }

  return {
    write,
    isBehind: () => !saved && base !== null,
    read: () => look(true),
    peek: () => look(store.update),
  }
}
