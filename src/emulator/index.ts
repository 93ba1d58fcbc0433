/**
 * Adobe Pass in memory or over HTTP, for development and tests.
 *
 * @packageDocumentation
 */

export { createPassEmulator } from './createPassEmulator.ts'
export type {
  AmendOptions,
  EmulatedCall,
  EmulatedError,
  EmulatedFailure,
  EmulatedScope,
  FailOptions,
  FailureTarget,
  PassEmulator,
} from './PassEmulator.ts'
export type {
  EmulatedMetadata,
  EmulatedMvpd,
  EmulatedMvpdKind,
  EmulatedThrottle,
  PassEmulatorOptions,
} from './PassEmulatorOptions.ts'
export {
  type ServedPassEmulator,
  type ServePassEmulatorOptions,
  servePassEmulator,
} from './servePassEmulator.ts'
