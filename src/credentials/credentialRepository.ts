import { PassStorageError } from '../errors/PassStorageError.ts'
import { monotonicNow } from '../platform/monotonicNow.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { updateRecord } from '../store/updateRecord.ts'
import type { TabLock } from '../tabs/tabLock.ts'
import type { AccessToken } from '../wire/accessToken.ts'
import type { ClientCredentials } from '../wire/registration.ts'
import type { CredentialEvent } from './CredentialEvent.ts'
import { type CredentialRecord, readRecord } from './credentialRecord.ts'
import type { ClientRefusal } from './replacement.ts'

/** The record of one client: the stored one, and the one in memory while the store fails. */
export interface CredentialRepository {
  /** Begins a read for the first `readUnlocked`, which takes it if it comes soon. */
  readonly readAhead: () => void
  /** Returns the effective record and saves unsaved changes. Requires the lock. */
  readonly read: () => Promise<CredentialRecord>
  /** The same without the lock. Saves only if the store has an atomic `update`. */
  readonly readUnlocked: () => Promise<CredentialRecord>
  /** Incremented by `forget`. An operation that started in an earlier epoch writes nothing. */
  readonly epoch: () => number
  /**
   * Saves new credentials, unless another tab was faster. Replaced credentials are kept as
   * `previous` until the new ones get a token. Requires the lock.
   */
  readonly saveCredentials: (registration: Registration) => Promise<void>
  /**
   * Saves a token, unless the stored credentials changed meanwhile: then it resolves with
   * `undefined`. Requires the lock.
   */
  readonly saveToken: (issued: NewToken) => Promise<SavedToken | undefined>
  /** Forgets credentials and token. Takes the lock. Rejects if the store could not delete them. */
  readonly forget: () => Promise<void>
}

/** Credentials from a registration. */
export interface Registration {
  readonly credentials: ClientCredentials
  /** The credentials that they replace, and why. */
  readonly replaces?: ClientCredentials | undefined
  readonly reason?: ClientRefusal | undefined
  /** The epoch in which the registration started. */
  readonly epoch: number
}

/** A token that was requested with `credentials`. */
export interface NewToken {
  readonly token: AccessToken
  readonly credentials: ClientCredentials
  /** The epoch in which the request started. */
  readonly epoch: number
}

/** A token that is stored. */
export interface SavedToken {
  /** Why its credentials replaced others. Set only for their first token. */
  readonly replaced: ClientRefusal | undefined
}

/** ms for which a read that nobody has waited for can stand for a new one. */
const AHEAD_LASTS = 1_000

const EMPTY: CredentialRecord = { version: 1 }

/**
 * Creates the repository of the record `key`. While the store fails, the record is kept in memory
 * and `onStoreFailure` is called. Only `forget` rejects.
 */
export function createCredentialRepository({
  store,
  key,
  lock,
  emit,
  onStoreFailure,
}: {
  readonly store: CredentialStore
  readonly key: string
  readonly lock: TabLock
  readonly emit: (event: CredentialEvent) => void
  readonly onStoreFailure: () => void
}): CredentialRepository {
  /** The record in this page's memory, and whether the store has it too. */
  let inMemory: CredentialRecord | undefined
  let isSaved = true
  /** The stored record when the store last answered; `null` if it never has. */
  let lastStored: CredentialRecord | undefined | null = null
  /** Whether this page was reset and could not save that. */
  let resetPending = false
  let epoch = 0
  /** Counts the writes of this page that have begun or ended. */
  let writes = 0
  /** The client that this page has registered since its last reset. */
  let registered: string | undefined
  /** Why this page last replaced credentials; unknown if another page did. */
  let reason: ClientRefusal | undefined

  /**
   * Returns the effective record. The stored record wins, except in two cases: the browser lost it
   * (the database was deleted), or our changes could not be saved and it has not changed since. If
   * this page has never read the store, stored credentials win over ours, unless a reset is
   * pending.
   */
  function merge(stored: CredentialRecord | undefined): CredentialRecord | undefined {
    if (!inMemory || !stored) return stored ?? inMemory
    const { credentials, token } = stored
    const isChanged =
      lastStored === null
        ? credentials && !resetPending
        : !lastStored ||
          credentials?.clientId !== lastStored.credentials?.clientId ||
          // The stored client got a token meanwhile: our credentials must not replace it any more.
          (inMemory.credentials && token?.value !== lastStored.token?.value)
    if (isSaved || isChanged) return stored
    // The ten minutes between two replacements apply to all tabs together.
    const replacedAt = Math.max(inMemory.replacedAt ?? 0, stored.replacedAt ?? 0)
    return { ...inMemory, replacedAt: replacedAt || undefined }
  }

  function remember(record: CredentialRecord) {
    inMemory = record
    isSaved = true
    resetPending = false
    lastStored = record
    return record
  }

  /** Changes the record in one step; resolves with the effective one. */
  async function write(change: (old: CredentialRecord) => CredentialRecord) {
    let next = EMPTY
    writes++
    ahead = undefined
    try {
      await updateRecord(store, key, (raw) => (next = change(merge(readRecord(raw)) ?? EMPTY)))
    } catch {
      onStoreFailure()
      isSaved = false
      inMemory = change(inMemory ?? EMPTY)
      resetPending ||= !inMemory.credentials
      return inMemory
    } finally {
      writes++
    }
    return remember(next)
  }

  const saveChanges = () => write((old) => old)

  /** A read that has begun before anybody needed it, and when. */
  let ahead: { readonly read: Promise<CredentialRecord>; readonly at: number } | undefined
  /** Takes the read that has begun. `undefined` if there is none, or if it is old. */
  function takeAhead() {
    const taken = ahead && monotonicNow() - ahead.at < AHEAD_LASTS ? ahead.read : undefined
    ahead = undefined
    return taken
  }

  /** Returns the effective record. If `save` is given, it saves unsaved changes. */
  async function load(save: typeof saveChanges | undefined): Promise<CredentialRecord> {
    const writesBefore = writes
    try {
      const stored = readRecord(await store.get(key))
      // This page wrote meanwhile: the read is older than what it knows.
      if (writes !== writesBefore) return await load(save)
      if (merge(stored) === stored) {
        if (stored) remember(stored)
        else lastStored = undefined
      } else if (save) return await save()
    } catch {
      // A failing store is not an empty store.
      onStoreFailure()
    }
    return inMemory ?? EMPTY
  }

  return {
    readAhead() {
      // Remembered even if nobody takes it: the browser may lose the record in the meantime.
      ahead = { read: load(undefined), at: monotonicNow() }
    },
    read() {
      // A read under the lock is newer.
      ahead = undefined
      return load(saveChanges)
    },
    readUnlocked: () => takeAhead() ?? load(store.update && saveChanges),
    epoch: () => epoch,

    async saveCredentials({ credentials, replaces, reason: why, epoch: startedEpoch }) {
      if (startedEpoch !== epoch) return
      reason = why
      registered = credentials.clientId
      const kept = await write((old) =>
        startedEpoch !== epoch || old.credentials?.clientId !== replaces?.clientId
          ? old
          : {
              version: 1,
              credentials,
              replacedAt: old.replacedAt,
              ...(replaces && { previous: old.previous ?? replaces, replacedAt: Date.now() }),
            },
      )
      if (!replaces && kept.credentials === credentials) emit({ type: 'registered' })
    },

    async saveToken({ token, credentials, epoch: startedEpoch }) {
      if (startedEpoch !== epoch) return undefined
      const isTheirs = (pair: ClientCredentials | undefined) =>
        pair?.clientId === credentials.clientId
      let isReplacement = false
      const { token: kept } = await write((old) => {
        const { replacedAt, previous } = old
        const isCurrent = isTheirs(old.credentials)
        isReplacement = isCurrent && previous !== undefined
        return isCurrent || isTheirs(previous)
          ? { version: 1, credentials, token, replacedAt }
          : old
      })
      if (startedEpoch !== epoch || kept?.value !== token.value) return undefined
      return { replaced: isReplacement ? (reason ?? 'invalid_client') : undefined }
    },

    async forget() {
      epoch++
      registered = undefined
      // Without a lock, a store may fail late: keep a client that was registered since the reset.
      await lock(() =>
        write((old) =>
          registered !== undefined && old.credentials?.clientId === registered
            ? old
            : { version: 1, replacedAt: old.replacedAt },
        ),
      )
      if (!isSaved && lastStored !== null) throw new PassStorageError()
    },
  }
}
