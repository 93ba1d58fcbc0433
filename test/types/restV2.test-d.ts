import { PassApiError } from 'react-adobe-pass'
import {
  type Configuration,
  type Decision,
  type EnhancedError,
  hashIdentity,
  type Logout,
  type MaxRating,
  type MediaToken,
  type Profile,
  type ProfileAttribute,
  type Session,
  type SessionDevice,
  type SessionStatus,
  type UserMetadata,
} from 'react-adobe-pass/rest-v2'
import { expectTypeOf } from 'vitest'

// Checked by tsc, never run.

export function Metadata({ attributes }: Profile) {
  expectTypeOf(attributes).toEqualTypeOf<UserMetadata>()
  expectTypeOf(attributes.userID?.value).toEqualTypeOf<string | undefined>()
  expectTypeOf(attributes.householdID?.error).toEqualTypeOf<EnhancedError | undefined>()
  // An encrypted item is a string, whatever type it has otherwise.
  expectTypeOf(attributes.zip?.value).toEqualTypeOf<string | readonly string[] | undefined>()
  expectTypeOf(attributes.onNet?.value).toEqualTypeOf<string | boolean | undefined>()
  const { zip, hba_status: hba, maxRating } = attributes
  if (zip?.state !== 'enc') {
    expectTypeOf(zip?.value).toEqualTypeOf<readonly string[] | undefined>()
  } else expectTypeOf(zip.value).toEqualTypeOf<string | undefined>()
  if (hba?.state !== 'enc') expectTypeOf(hba?.value).toEqualTypeOf<boolean | undefined>()
  if (maxRating?.state !== 'enc') {
    expectTypeOf(maxRating?.value).toEqualTypeOf<MaxRating | undefined>()
    expectTypeOf(maxRating?.value?.VCHIP).toEqualTypeOf<string | undefined>()
  }
  // Items with other names are allowed, with any value.
  expectTypeOf(attributes['remaining_resources']?.value).toBeUnknown()
  for (const item of Object.values(attributes)) {
    expectTypeOf(item).toEqualTypeOf<ProfileAttribute | undefined>()
    // @ts-expect-error there are no other states
    void (item?.state === 'sealed')
  }
  // @ts-expect-error a known item has a known type
  void attributes.zip?.value?.toFixed()
  const own: UserMetadata = { userID: { value: 'x' }, own: { value: 5, state: 'plain' } }
  // @ts-expect-error onNet is a boolean
  const wrong: UserMetadata = { onNet: { value: 1 } }
  return [own, wrong]
}

export function Absent(
  session: Session,
  decision: Decision,
  token: MediaToken,
  profile: Profile,
  logout: Logout,
  configuration: Configuration,
) {
  // Fields that an answer may lack.
  expectTypeOf<undefined>().toExtend<typeof session.reasonType>()
  expectTypeOf<undefined>().toExtend<typeof session.actionType>()
  expectTypeOf(session.sessionId).toEqualTypeOf<string | undefined>()
  expectTypeOf(session.serviceProvider).toEqualTypeOf<string | undefined>()
  expectTypeOf(decision.mvpd).toEqualTypeOf<string | undefined>()
  expectTypeOf(token.notAfter).toEqualTypeOf<number | undefined>()
  expectTypeOf(profile.issuer).toEqualTypeOf<string | undefined>()
  expectTypeOf<undefined>().toExtend<typeof logout.actionType>()
  expectTypeOf(configuration.requestor.id).toEqualTypeOf<string | undefined>()
  // Fields that an answer must have.
  expectTypeOf(decision.authorized).toBeBoolean()
  expectTypeOf(decision.resource).toBeString()
  expectTypeOf(token.serializedToken).toBeString()
  expectTypeOf(profile.notAfter).toBeNumber()
  expectTypeOf(logout.mvpd).toBeString()
  expectTypeOf<undefined>().not.toExtend<typeof session.actionName>()
  // Values that Adobe adds later are accepted.
  expectTypeOf<'later'>().toExtend<typeof session.actionName>()
  expectTypeOf<'later'>().toExtend<typeof session.reasonType>()
  expectTypeOf<'later'>().toExtend<typeof profile.type>()
}

export function Device({ device }: SessionStatus) {
  expectTypeOf(device).toEqualTypeOf<SessionDevice | undefined>()
  expectTypeOf(device?.model).toEqualTypeOf<string | undefined>()
  expectTypeOf(device?.hardware?.manufacturer).toEqualTypeOf<string | undefined>()
  expectTypeOf(device?.['display']).toBeUnknown()
}

export function Refusals(error: EnhancedError) {
  expectTypeOf(error.message).toEqualTypeOf<string | undefined>()
  expectTypeOf(error.status).toEqualTypeOf<number | undefined>()
  const refusal = new PassApiError(403, error)
  expectTypeOf(refusal.serverMessage).toEqualTypeOf<string | undefined>()
  expectTypeOf(refusal.errorStatus).toEqualTypeOf<number | undefined>()
  expectTypeOf(refusal.message).toBeString()
}

export function Identity() {
  expectTypeOf(hashIdentity('ada@example.com')).resolves.toBeString()
  // @ts-expect-error hashIdentity() needs a string
  void hashIdentity()
}
