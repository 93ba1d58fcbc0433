export { createPassClient } from './client/createPassClient.ts'
export type { DeviceInfo } from './client/deviceInfo.ts'
export type { PassEnvironment } from './client/environment.ts'
export type { JourneyEvent, PassEvent, PassEventBody, ReplacementReason } from './client/events.ts'
export type { PassClientOptions } from './client/options.ts'
export type { PassClient } from './client/PassClient.ts'
export {
  type PassEndpoint,
  type PassEndpointInit,
  type PassParam,
  passEndpoint,
  type StaleTimeOf,
} from './client/passEndpoint.ts'
export type { ThrottleOptions } from './client/throttle.ts'
export type { EnhancedError } from './oauth/enhancedError.ts'
export { PassApiError } from './oauth/errors/PassApiError.ts'
export { PassConfigurationError } from './oauth/errors/PassConfigurationError.ts'
export { PassError, type PassErrorOptions } from './oauth/errors/PassError.ts'
export { PassNetworkError } from './oauth/errors/PassNetworkError.ts'
export { PassOAuthError } from './oauth/errors/PassOAuthError.ts'
export { PassRegistrationError } from './oauth/errors/PassRegistrationError.ts'
export { PassResponseError } from './oauth/errors/PassResponseError.ts'
export { PassThrottledError } from './oauth/errors/PassThrottledError.ts'
export { PassTokenError } from './oauth/errors/PassTokenError.ts'
export type { AccessToken } from './oauth/requestToken.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './oauth/standardSchema.ts'
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
