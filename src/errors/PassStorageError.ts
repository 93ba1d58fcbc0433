import { PassError } from './PassError.ts'

/**
 * `reset()` could not make the store forget the credentials: this page has forgotten them, a reload
 * may find them again. Nothing else rejects for a store that fails; the event `storage-unavailable`
 * tells of it.
 */
export class PassStorageError extends PassError {
  override readonly name = 'PassStorageError'
  declare readonly code: 'storage'

  constructor() {
    super('The store could not forget the credentials', { code: 'storage', retryable: true })
  }
}
