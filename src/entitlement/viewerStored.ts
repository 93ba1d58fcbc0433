import type { PassClient } from '../client/PassClient.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * Resolves once what this page has changed of the viewer so far is stored, or could not be. To be
 * awaited before the page is left.
 */
export const viewerStored = (pass: PassClient): Promise<void> => viewerOf(pass).repository.stored()
