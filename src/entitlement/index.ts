export type { ViewerProfile } from '../rest-v2/validProfiles.ts'
export type { ResumeSignInState } from './secondScreen/ResumeSignInState.ts'
export type { SignIn } from './signIn/createSignIn.ts'
export type { SignInRequest, SignInScreen, SignInState } from './signIn/SignInState.ts'
export { type UseAuthorizeOptions, useAuthorize } from './useAuthorize.ts'
export { type UseMvpdsOptions, type UseMvpdsResult, useMvpds } from './useMvpds.ts'
export {
  type UsePreauthorizedOptions,
  type UsePreauthorizedResult,
  usePreauthorized,
} from './usePreauthorized.ts'
export { type ProfileState, type UseProfileResult, useProfile } from './useProfile.ts'
export { type UseResumeSignInResult, useResumeSignIn } from './useResumeSignIn.ts'
export { type UseSignInResult, useSignIn } from './useSignIn.ts'
export { type UseSignOutOptions, useSignOut } from './useSignOut.ts'
export type { SignOutRequest } from './viewer/signOut.ts'
export type { PickedMvpd } from './viewer/viewerRecord.ts'
