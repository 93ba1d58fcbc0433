import { PassStorageError } from '../errors/PassStorageError.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { updateRecord } from '../store/updateRecord.ts'
import type { TabLock } from '../tabs/tabLock.ts'
import type { ClientCredentials } from '../wire/registerClient.ts'
import type { AccessToken } from '../wire/requestToken.ts'
import type { CredentialEvent } from './CredentialEvent.ts'
import { type CredentialRecord, readRecord } from './credentialRecord.ts'
import type { ReplacementReason } from './replacement.ts'

/** The record of one client: what is stored, and what this page knows while the store fails. */
export interface CredentialRepository {
  /** Returns the effective record and saves unsaved changes. Requires the lock. */
  readonly read: () => Promise<CredentialRecord>
  /** The same without the lock: only a store with an atomic `update` is written. */
  readonly readUnlocked: () => Promise<CredentialRecord>
  /** Incremented by `forget`. What began in an earlier epoch writes nothing. */
  readonly epoch: () => number
  /**
   * Saves new credentials, unless another tab was faster. Replaced ones stay beside them until the
   * new ones have got a token. Requires the lock.
   */
  readonly saveCredentials: (registration: Registration) => Promise<void>
  /**
   * Saves a token, unless the stored credentials changed meanwhile. Resolves with `undefined` if they
   * did. Requires the lock.
   */
  readonly saveToken: (issued: NewToken) => Promise<SavedToken | undefined>
  /** Forgets credentials and token. Takes the lock. Rejects if the store keeps them all the same. */
  readonly forget: () => Promise<void>
}

/** Credentials that a registration has yielded. */
export interface Registration {
  readonly credentials: ClientCredentials
  /** The credentials that they replace, and why. */
  readonly replaces?: ClientCredentials | undefined
  readonly reason?: ReplacementReason | undefined
  /** When the registration began. */
  readonly epoch: number
}

/** A token that was requested with `credentials`. */
export interface NewToken {
  readonly token: AccessToken
  readonly credentials: ClientCredentials
  /** When the request began. */
  readonly epoch: number
}

/** A token that is stored. */
export interface SavedToken {
  /** Why its credentials have replaced others, if it is the first token of theirs. */
  readonly replaced: ReplacementReason | undefined
}

const EMPTY: CredentialRecord = { version: 1 }

/**
 * Makes the repository of the record `key`. While the store fails, this page's memory serves, and
 * `onStoreFailure` is called: only `forget` rejects.
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
  /** What this page knows, and whether the store has it too. */
  let inMemory: CredentialRecord | undefined
  let isSaved = true
  /** What the store held when it last answered; `null` if it never has. */
  let lastStored: CredentialRecord | undefined | null = null
  /** Whether this page was reset and the store could not be told. */
  let resetPending = false
  let epoch = 0
  /** The client that this page has registered since it was last reset. */
  let registered: string | undefined
  /** Why credentials without a token replaced others; another page may know. */
  let reason: ReplacementReason | undefined

  /**
   * The effective record. It is the stored one, unless the browser lost that (the database was
   * deleted), or it could not take ours and nobody has changed it since. A page that has never seen
   * the stored one gives way to older credentials in it, unless it was told to forget them.
   */
  function merge(stored: CredentialRecord | undefined): CredentialRecord | undefined {
    if (!inMemory || !stored) return stored ?? inMemory
    const { credentials, token } = stored
    const isChanged =
      lastStored === null
        ? credentials && !resetPending
        : !lastStored ||
          credentials?.clientId !== lastStored.credentials?.clientId ||
          // It has got a token meanwhile: credentials of ours must not replace it any more.
          (inMemory.credentials && token?.value !== lastStored.token?.value)
    if (isSaved || isChanged) return stored
    // The ten minutes between two replacements count for all tabs, whoever made the last.
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
    try {
      await updateRecord(store, key, (raw) => (next = change(merge(readRecord(raw)) ?? EMPTY)))
    } catch {
      onStoreFailure()
      isSaved = false
      inMemory = change(inMemory ?? EMPTY)
      resetPending ||= !inMemory.credentials
      return inMemory
    }
    return remember(next)
  }

  const saveChanges = () => write((old) => old)

  /** `save`, if given, stores what the store lacks of the effective record. */
  async function load(save: typeof saveChanges | undefined): Promise<CredentialRecord> {
    try {
      const stored = readRecord(await store.get(key))
      if (merge(stored) === stored) {
        if (stored) remember(stored)
        else lastStored = undefined
      } else if (save) return await save()
    } catch {
      // A store that fails is not a store that is empty.
      onStoreFailure()
    }
    return inMemory ?? EMPTY
  }

  return {
    read: () => load(saveChanges),
    readUnlocked: () => load(store.update && saveChanges),
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
      // Without a lock a store may refuse this late: what was registered since is not meant.
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
