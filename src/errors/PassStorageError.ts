import { PassError } from './PassError.ts'

/**
 * `reset()` could not delete the credentials from the store. This page has forgotten them, but a
 * reload may find them again. Nothing else rejects because the store fails: the event
 * `storage-unavailable` reports it.
 */
export class PassStorageError extends PassError {
  override readonly name = 'PassStorageError'
  declare readonly code: 'storage'

  constructor() {
    super('The store could not forget the credentials: call reset() again', {
      code: 'storage',
      retryable: true,
    })
  }
}
