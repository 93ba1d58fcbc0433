import { attempt } from '../platform/attempt.ts'
import { begin } from '../platform/begin.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { updateRecord } from '../store/updateRecord.ts'
import type { TabLock } from '../tabs/tabLock.ts'

const KEY = 'react-adobe-pass:device'

/** The device identifier of a client. Changing it signs the viewer out. */
export interface DeviceId {
  /** Begins to read the stored identifier, before it is needed. */
  readonly readAhead: () => void
  /** Resolves with the identifier. Never rejects. */
  readonly get: () => Promise<string>
  /** Tries again to store an identifier that could not be stored. */
  readonly ensureStored: () => void
}

/** What {@link createDeviceId} needs. */
export interface DeviceIdParts {
  /** The option `deviceId`. */
  readonly given: string | undefined
  readonly store: CredentialStore
  readonly lock: TabLock
  readonly onStoreFailure: () => void
}

/**
 * Creates the device identifier: the given one, else the stored one that all clients of the page's
 * origin share, else a new one. If it cannot be stored, it lasts as long as the page.
 */
export function createDeviceId({ given, store, lock, onStoreFailure }: DeviceIdParts): DeviceId {
  let own = given
  let isStored = given !== undefined
  let reading: Promise<string> | undefined
  let ahead: Promise<unknown> | undefined

  async function readOrMake(): Promise<string> {
    own ??= randomId()
    // Taken once: if it fails, the next try reads again.
    const begun = ahead
    ahead = undefined
    const fresh = own
    let kept = fresh
    const keep = (old: unknown) => (kept = typeof old === 'string' && old ? old : fresh)
    try {
      // It is nearly always stored already, and reading needs no lock.
      const old = isStored ? fresh : await (begun ?? store.get(KEY))
      const write = () => updateRecord(store, KEY, keep)
      if (keep(old) !== old) await (store.update ? write() : lock(write))
      isStored = true
    } catch {
      kept = fresh
      onStoreFailure()
    }
    own = kept
    return kept
  }

  return {
    readAhead() {
      if (isStored) return
      ahead = begin(() => store.get(KEY))
    },
    get: () => (reading ??= readOrMake()),
    ensureStored() {
      if (!reading || !isStored) reading = readOrMake()
    },
  }
}

/** 128 random bits. They distinguish devices and are not a secret, so either source is enough. */
function randomId(): string {
  const bytes = new Uint8Array(16)
  attempt(() => crypto.getRandomValues(bytes))
  // Missing, forbidden or without effect.
  if (bytes.every((byte) => byte === 0)) {
    for (const index of bytes.keys()) bytes[index] = Math.floor(Math.random() * 256)
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
