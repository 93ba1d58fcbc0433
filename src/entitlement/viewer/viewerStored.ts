import type { PassClient } from '../../client/PassClient.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * Resolves once all changes of the viewer's record so far are stored, or could not be. Await it
 * before leaving the page.
 */
export const viewerStored = (pass: PassClient): Promise<void> => viewerOf(pass).repository.stored()
