import * as z from 'zod/mini'
import type { PassEndpoint } from '../client/passEndpoint.ts'
import { headersOf, type PassHeaders } from './passHeaders.ts'
import { type Profiles, profilesSchema } from './profiles.ts'
import { type Session, type SessionParameters, sessionFields } from './sessions.ts'
import { form, type Open, optionalText, text } from './wire.ts'

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

const LISTED = ['partnerFrameworkStatus', 'visitorIdentifier'] as const

type PartnerHeaders = Pick<PassHeaders, (typeof LISTED)[number]>

/** The partner of partner SSO. */
export type Partner = Open<'Apple'>

const partnerSessionSchema: z.ZodMiniType<PartnerSession> = z.object({
  ...sessionFields,
  authenticationRequest: z.optional(
    z.object({
      type: optionalText,
      request: text,
      attributesNames: z._default(z.array(text), []),
    }),
  ),
})

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
  body: form({ domainName, redirectUrl }),
  schema: partnerSessionSchema,
  ...headersOf(headers, LISTED),
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
  body: form({ SAMLResponse: samlResponse }),
  schema: profilesSchema,
  ...headersOf(headers, LISTED),
})
