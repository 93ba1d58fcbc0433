import * as z from 'zod/mini'
import { encodeForm } from '../wire/encoding.ts'
import { absentIfOdd, orElse } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, text, texts } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { type Fields, object } from './leniently.ts'
import type { Open } from './Open.ts'
import { headersOf, PARTNER, type PassHeaders } from './passHeaders.ts'
import { type Profiles, profilesAnswer } from './profiles.ts'
import { hasCode, type Session, type SessionParameters, sessionFields } from './sessions.ts'

/** A session, with the request for the partner's framework. */
export interface PartnerSession extends Session {
  /** Present if partner SSO can go on: with the action `partner_profile`. */
  readonly authenticationRequest?:
    | {
        /** The protocol that the MVPD supports: SAML only. */
        readonly type?: string | undefined
        /** The SAML request for the partner's framework. */
        readonly request: string
        /** The names of the SAML attributes to ask for. Empty if there are none. */
        readonly attributesNames: readonly string[]
      }
    | undefined
}

/** The partner of partner SSO. */
export type Partner = Open<'Apple'>

/** The parameters of {@link partnerAuthenticationRequest}. */
export interface PartnerAuthenticationRequestParameters
  extends Required<Pick<SessionParameters, 'domainName' | 'redirectUrl'>>,
    Pick<PassHeaders, 'partnerFrameworkStatus' | 'visitorIdentifier'> {
  /** The partner, in the path. */
  readonly partner: Partner
}

/** The parameters of {@link createPartnerProfile}. */
export interface CreatePartnerProfileParameters
  extends Pick<PassHeaders, 'partnerFrameworkStatus' | 'visitorIdentifier'> {
  /** The partner, in the path. */
  readonly partner: Partner
  /** Its response, base64 (`SAMLResponse`). */
  readonly samlResponse: string
}

type AuthenticationRequest = NonNullable<PartnerSession['authenticationRequest']>

/** Refuses a partner session without a request for the partner's framework. */
const hasRequest = () =>
  z.refine<PartnerSession>(
    ({ actionName, authenticationRequest }) =>
      actionName !== 'partner_profile' || authenticationRequest !== undefined,
    { path: ['authenticationRequest'] },
  )

/** Builds the schema of the response of {@link partnerAuthenticationRequest}. */
export const partnerSessionSchema = (): z.ZodMiniType<PartnerSession> =>
  object({
    ...sessionFields(),
    authenticationRequest: absentIfOdd(
      object({
        type: absentIfOdd(text()),
        request: exactText(),
        attributesNames: orElse(texts(), () => []),
      } satisfies Fields<AuthenticationRequest>),
    ),
  } satisfies Fields<PartnerSession>).check(hasRequest(), hasCode())

const answer = /* @__PURE__ */ lazySchema(partnerSessionSchema)

/**
 * `POST /api/v2/{serviceProvider}/sessions/sso/{partner}`: gets the request for the partner's
 * framework.
 */
export const partnerAuthenticationRequest = ({
  partner,
  domainName,
  redirectUrl,
  ...headers
}: PartnerAuthenticationRequestParameters): PassEndpoint<PartnerSession> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions/sso/{partner}',
  params: { partner },
  body: encodeForm({ domainName, redirectUrl }),
  schema: answer,
  ...headersOf(headers, PARTNER),
})

/**
 * `POST /api/v2/{serviceProvider}/profiles/sso/{partner}`: creates a profile from the response of
 * the partner's framework. `samlResponse` is base64.
 */
export const createPartnerProfile = ({
  partner,
  samlResponse,
  ...headers
}: CreatePartnerProfileParameters): PassEndpoint<Profiles> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/profiles/sso/{partner}',
  params: { partner },
  body: encodeForm({ SAMLResponse: samlResponse }),
  schema: profilesAnswer,
  ...headersOf(headers, PARTNER),
})
