import { createStore, del, getMany, set, type UseStore, update } from 'idb-keyval'
import { timeLimit } from '../platform/timeLimit.ts'
import type { CredentialStore } from './CredentialStore.ts'

const HANG_MEMORY = 10_000

/** The options of {@link indexedDbStore}. */
export interface IndexedDbStoreOptions {
  /** The database's name. Default `'react-adobe-pass'`. */
  name?: string | undefined
  /** ms after which an operation that does not settle counts as failed. Default `5_000`. */
  timeout?: number | undefined
}

/**
 * The default store: one IndexedDB database of the page's origin, shared by its tabs.
 *
 * In a page the database is opened at once. A failed operation is tried once more on a new
 * connection, because browsers close connections on their own. Then it rejects. An operation that
 * hangs rejects after `timeout`, and for the next ten seconds all others reject at once.
 *
 * @example
 * const pass = createPassClient({
 *   softwareStatement,
 *   serviceProvider: 'REF30',
 *   store: indexedDbStore({ name: 'my-app' }),
 * })
 */
export function indexedDbStore({
  name = 'react-adobe-pass',
  timeout = 5_000,
}: IndexedDbStoreOptions = {}): CredentialStore {
  let store: UseStore | undefined
  const open = () => {
    const opened = createStore(name, 'records')
    store = opened
    // idb-keyval opens the database on first use. The first operation reports a failure.
    opened('readonly', ({ transaction: { db } }) => {
      // An open connection would block deleting or upgrading the database.
      db.onversionchange = () => {
        db.close()
        store = undefined
      }
    }).catch(() => {})
    return opened
  }
  /** When an operation last hung. Others would hang too, and startup would wait for each. */
  let hungAt = -Infinity
  const attempt = <T>(operation: (store: UseStore) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const late = () => reject(new Error('IndexedDB does not answer'))
      if (Math.abs(Date.now() - hungAt) < HANG_MEMORY) return late()
      const settled = timeLimit(timeout, () => {
        hungAt = Date.now()
        late()
      })
      const run = async () => operation(store ?? open())
      void run().then(resolve, reject).then(settled)
    })
  const run = <T>(operation: (store: UseStore) => Promise<T>) =>
    attempt(operation).catch(() => {
      store = undefined
      return attempt(operation)
    })

  try {
    // A server has no IndexedDB, and must not look for it while rendering.
    if (typeof document !== 'undefined') open()
  } catch {
    // A browser may forbid it: the first operation reports it.
  }

  let keys: string[] = []
  let values: Promise<unknown[]> | undefined

  return {
    /** Reads all keys that are requested in one task in one transaction. */
    get(key) {
      const i = keys.push(key) - 1
      values ??= Promise.resolve(keys).then((asked) => {
        keys = []
        values = undefined
        return run((store) => getMany(asked, store))
      })
      return values.then((all) => all[i])
    },
    set: (key, value) => run((store) => set(key, value, store)),
    delete: (key) => run((store) => del(key, store)),
    update: (key, fn) => run((store) => update<unknown>(key, fn, store)),
  }
}
