import { encodeForm } from '../wire/encoding.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  complete,
  exactText,
  object,
  optional,
  schema,
  text,
  texts,
  unreadableAs,
} from './decoders.ts'
import type { Open } from './Open.ts'
import { headersOf, PARTNER, type PassHeaders } from './passHeaders.ts'
import { type Profiles, profilesSchema } from './profiles.ts'
import { lacksCode, type Session, type SessionParameters, sessionFields } from './sessions.ts'

/** A session, and what the partner's framework is to be asked. */
export interface PartnerSession extends Session {
  readonly authenticationRequest?:
    | {
        readonly type?: string | undefined
        /** The SAML request for the partner's framework. */
        readonly request: string
        readonly attributesNames: readonly string[]
      }
    | undefined
}

type PartnerHeaders = Pick<PassHeaders, keyof typeof PARTNER>

/** The partner of partner SSO. */
export type Partner = Open<'Apple'>

/** What a session lacks: one that is the partner's begins with the question to the partner. */
const lacks = (session: PartnerSession) =>
  session.actionName === 'partner_profile' && !session.authenticationRequest
    ? 'authenticationRequest'
    : lacksCode(session)

const partnerSessionDecoder = () =>
  complete(
    object<PartnerSession>({
      ...sessionFields(),
      authenticationRequest: optional(
        object({
          type: optional(text),
          request: exactText,
          attributesNames: unreadableAs(texts, []),
        }),
      ),
    }),
    lacks,
  )

/** `POST /api/v2/{serviceProvider}/sessions/sso/{partner}`: what to ask the partner's framework. */
export const partnerAuthenticationRequest = ({
  partner,
  domainName,
  redirectUrl,
  ...headers
}: { readonly partner: Partner } & Required<Pick<SessionParameters, 'domainName' | 'redirectUrl'>> &
  PartnerHeaders): PassEndpoint<PartnerSession> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions/sso/{partner}',
  params: { partner },
  body: encodeForm({ domainName, redirectUrl }),
  schema: schema(partnerSessionDecoder),
  ...headersOf(headers, PARTNER),
})

/**
 * `POST /api/v2/{serviceProvider}/profiles/sso/{partner}`: makes a profile of what the partner's
 * framework answered. `samlResponse` is base64.
 */
export const createPartnerProfile = ({
  partner,
  samlResponse,
  ...headers
}: {
  readonly partner: Partner
  readonly samlResponse: string
} & PartnerHeaders): PassEndpoint<Profiles> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/profiles/sso/{partner}',
  params: { partner },
  body: encodeForm({ SAMLResponse: samlResponse }),
  schema: profilesSchema(),
  ...headersOf(headers, PARTNER),
})
