import { attempt } from '../platform/attempt.ts'
import type { CredentialStore } from '../store/CredentialStore.ts'
import { updateRecord } from '../store/updateRecord.ts'
import type { TabLock } from '../tabs/tabLock.ts'

const KEY = 'react-adobe-pass:device'

/**
 * Makes the function that resolves with the device identifier: the given one, else the one that the
 * store keeps for all clients of the page's origin, else a new one. It never rejects. Changing it
 * signs the viewer out, so one that could not be stored is kept for the page's life; `again` tries
 * to store it once more.
 */
export function createDeviceId(
  given: string | undefined,
  store: CredentialStore,
  lock: TabLock,
  onFailure: () => void,
): (again?: 'again') => Promise<string> {
  let own = given
  let stored = given !== undefined
  let settling: Promise<string> | undefined

  async function settle(): Promise<string> {
    own ??= randomId()
    const fresh = own
    let kept = fresh
    const keep = (old: unknown) => (kept = typeof old === 'string' && old ? old : fresh)
    try {
      // Nearly always it is there, and reading holds nobody up.
      const old = stored ? fresh : await store.get(KEY)
      const write = () => updateRecord(store, KEY, keep)
      if (keep(old) !== old) await (store.update ? write() : lock(write))
      stored = true
    } catch {
      kept = fresh
      onFailure()
    }
    own = kept
    return kept
  }

  return (again) => {
    if (!settling || (again && !stored)) settling = settle()
    return settling
  }
}

/** 128 random bits. It tells devices apart and is no secret, so either source is enough. */
function randomId(): string {
  const bytes = new Uint8Array(16)
  attempt(() => crypto.getRandomValues(bytes))
  // Missing, forbidden, or it has done nothing.
  if (bytes.every((byte) => byte === 0)) {
    for (const index of bytes.keys()) bytes[index] = Math.floor(Math.random() * 256)
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
