/**
 * The client and its hooks: registration, access token and protected calls, and their errors.
 *
 * @packageDocumentation
 */

export { createPassClient } from './client/createPassClient.ts'
export type { DeviceInfo } from './client/deviceInfo.ts'
export type { PassEnvironment } from './client/environment.ts'
export type { JourneyEvent, PassEvent, PassEventBody } from './client/events.ts'
export type { PassClientOptions } from './client/options.ts'
export type { PassClient } from './client/PassClient.ts'
export type { CredentialEvent } from './credentials/CredentialEvent.ts'
export type { ReplacementReason } from './credentials/replacement.ts'
export type { EnhancedError } from './errors/EnhancedError.ts'
export { PassApiError } from './errors/PassApiError.ts'
export { PassConfigurationError } from './errors/PassConfigurationError.ts'
export { PassError, type PassErrorOptions } from './errors/PassError.ts'
export type {
  EnhancedErrorCode,
  OAuthErrorCode,
  OwnErrorCode,
  PassErrorCode,
} from './errors/PassErrorCode.ts'
export { PassNetworkError, type PassNetworkErrorOptions } from './errors/PassNetworkError.ts'
export { PassOAuthError } from './errors/PassOAuthError.ts'
export { PassRegistrationError } from './errors/PassRegistrationError.ts'
export { PassResponseError } from './errors/PassResponseError.ts'
export { PassStorageError } from './errors/PassStorageError.ts'
export { PassThrottledError } from './errors/PassThrottledError.ts'
export { PassTokenError } from './errors/PassTokenError.ts'
export type { HttpEvent } from './http/HttpEvent.ts'
export type { ThrottleOptions } from './http/pace.ts'
export { PassProvider, type PassProviderProps } from './react/PassProvider.tsx'
export {
  type PassQuery,
  type PassQueryOptions,
  passQueryOptions,
  type SkippablePassQuery,
} from './react/passQueryOptions.ts'
export { usePass } from './react/usePass.ts'
export { type PassMutationOptions, usePassMutation } from './react/usePassMutation.ts'
export { usePassQuery } from './react/usePassQuery.ts'
export { type PassTokenOptions, usePassToken } from './react/usePassToken.ts'
export {
  type SuspensePassQueryOptions,
  useSuspensePassQuery,
} from './react/useSuspensePassQuery.ts'
export { useSuspensePassToken } from './react/useSuspensePassToken.ts'
export type { CredentialStore } from './store/CredentialStore.ts'
export { type IndexedDbStoreOptions, indexedDbStore } from './store/indexedDbStore.ts'
export { memoryStore } from './store/memoryStore.ts'
export type { TokenEvent } from './token/TokenEvent.ts'
export type { AccessToken } from './wire/accessToken.ts'
export {
  type PassEndpoint,
  type PassEndpointInit,
  type PassParam,
  passEndpoint,
  type StaleTimeOf,
} from './wire/passEndpoint.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './wire/standardSchema.ts'
