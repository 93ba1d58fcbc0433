/**
 * Every operation of REST API V2 as a typed endpoint, for `usePassQuery`, `usePassMutation`,
 * `passQueryOptions` and `PassClient.request`.
 *
 * @packageDocumentation
 */

export type { EnhancedError } from '../errors/EnhancedError.ts'
export { answerUrl } from './answerUrl.ts'
export { authenticateUrl } from './authenticateUrl.ts'
export {
  type Configuration,
  configuration,
  configurationSchema,
  type Mvpd,
} from './configuration.ts'
export {
  authorizationsSchema,
  authorize,
  type Decision,
  type DecisionRequest,
  type Decisions,
  type MediaToken,
  preauthorizationsSchema,
  preauthorize,
} from './decisions.ts'
export { findMvpds, type MvpdFilter } from './findMvpds.ts'
export { hashIdentity } from './hashIdentity.ts'
export {
  type Logout,
  type LogoutParameters,
  type Logouts,
  logout,
  logoutsSchema,
} from './logout.ts'
export type { Open } from './Open.ts'
export {
  type CreatePartnerProfileParameters,
  createPartnerProfile,
  type Partner,
  type PartnerAuthenticationRequestParameters,
  type PartnerSession,
  partnerAuthenticationRequest,
  partnerSessionSchema,
} from './partnerSso.ts'
export { type PartnerFrameworkStatus, type PassHeaders, passHeaders } from './passHeaders.ts'
export {
  type Profile,
  type ProfileForCodeParameters,
  type ProfileParameters,
  type Profiles,
  type ProfilesParameters,
  profile,
  profileForCode,
  profiles,
  profilesSchema,
} from './profiles.ts'
export type { SessionDevice, SessionDevicePart } from './sessionDevice.ts'
export {
  type CreateSessionParameters,
  createSession,
  newSessionSchema,
  type ResumeSessionParameters,
  resumeSession,
  type Session,
  type SessionParameters,
  type SessionStatus,
  type SessionStatusParameters,
  sessionSchema,
  sessionStatus,
  sessionStatusSchema,
} from './sessions.ts'
export type {
  KnownUserMetadata,
  MaxRating,
  ProfileAttribute,
  UserMetadata,
} from './userMetadata.ts'
export { type ViewerProfile, validProfiles } from './validProfiles.ts'
