/**
 * The viewer's journey as headless hooks: pick a provider, sign in, see what is locked, play, sign
 * out.
 *
 * @packageDocumentation
 */

export type { EnhancedError } from '../errors/EnhancedError.ts'
export type { Mvpd } from '../rest-v2/configuration.ts'
export type { Decision, MediaToken } from '../rest-v2/decisions.ts'
export type { MvpdFilter } from '../rest-v2/findMvpds.ts'
export type { Logout } from '../rest-v2/logout.ts'
export type { Profile } from '../rest-v2/profiles.ts'
export type { SessionDevice, SessionDevicePart } from '../rest-v2/sessionDevice.ts'
export type { SessionParameters } from '../rest-v2/sessions.ts'
export type { ProfileAttribute, UserMetadata } from '../rest-v2/userMetadata.ts'
export type { ViewerProfile } from '../rest-v2/validProfiles.ts'
export type { ActivationState } from './activation/ActivationState.ts'
export type { Navigate } from './addresses.ts'
export { type ProfileQuery, profileOptions } from './profileOptions.ts'
export type { Refusal, RefusalAction } from './Refusal.ts'
export type { SignInActions } from './signIn/SignInActions.ts'
export type { SignInRequest, SignInScreen, SignInState } from './signIn/SignInState.ts'
export {
  type UseActivationOptions,
  type UseActivationResult,
  useActivation,
} from './useActivation.ts'
export { type UseAuthorizeOptions, type UseAuthorizeResult, useAuthorize } from './useAuthorize.ts'
export { type MvpdsState, type UseMvpdsOptions, type UseMvpdsResult, useMvpds } from './useMvpds.ts'
export {
  type UsePreauthorizedOptions,
  type UsePreauthorizedResult,
  usePreauthorized,
} from './usePreauthorized.ts'
export { type ProfileState, type UseProfileResult, useProfile } from './useProfile.ts'
export { type UseSignInResult, useSignIn } from './useSignIn.ts'
export { type UseSignOutOptions, useSignOut } from './useSignOut.ts'
export type { NamedProfile } from './viewer/namedProfiles.ts'
export type { SignOutRequest } from './viewer/signOut.ts'
export type { PickedMvpd } from './viewer/viewerRecord.ts'
