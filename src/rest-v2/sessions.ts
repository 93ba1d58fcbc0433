import type { PassEndpoint } from '../client/passEndpoint.ts'
import { encodeForm } from '../oauth/encoding.ts'
import {
  array,
  type Decoder,
  object,
  optional,
  record,
  schema,
  text,
  time,
  withDefault,
} from './decoders.ts'
import type { Open } from './Open.ts'
import { headersOf, type PassHeaders, SSO, VISITOR } from './passHeaders.ts'

/** What a session needs before the viewer can sign in; what is missing can follow. */
export interface SessionParameters {
  /** The id of the MVPD that the viewer has picked. */
  readonly mvpd?: string | undefined
  /** The domain of your page, as configured with Adobe. */
  readonly domainName?: string | undefined
  /** Where the viewer comes back to. */
  readonly redirectUrl?: string | undefined
}

/** What Adobe wants next on the way to a signed-in viewer. Times are ms since the epoch. */
export interface Session {
  readonly actionName: Open<'authenticate' | 'resume' | 'retry' | 'authorize' | 'partner_profile'>
  readonly actionType: Open<'interactive' | 'direct' | 'partner_interactive'>
  readonly reasonType: Open<
    | 'none'
    | 'authenticated'
    | 'temporary'
    | 'degraded'
    | 'authenticatedSSO'
    | 'pfs_fallback'
    | 'configuration_fallback'
    | 'missing_parameters_fallback'
  >
  readonly missingParameters: readonly Open<'mvpd' | 'domainName' | 'redirectUrl'>[]
  /** Where to go; may be relative to the API origin. */
  readonly url?: string | undefined
  /** The code that a second screen asks for. */
  readonly code?: string | undefined
  readonly sessionId: string
  readonly mvpd?: string | undefined
  readonly serviceProvider: string
  readonly notBefore?: number | undefined
  /** When the code ends. */
  readonly notAfter?: number | undefined
}

/** What is known of a session by its code. Times are ms since the epoch. */
export interface SessionStatus {
  readonly existingParameters: Readonly<Record<string, string>>
  readonly missingParameters: Session['missingParameters']
  readonly notBefore?: number | undefined
  readonly notAfter?: number | undefined
}

// Both spellings are seen for the one parameter.
const parameter: Decoder<string> = (json, fail) =>
  text(json === 'domain' ? 'domainName' : json, fail)

const parameters = () => withDefault(array(parameter), [])

/** The fields that every session answer has. */
export const sessionFields = () => ({
  actionName: text,
  actionType: text,
  reasonType: text,
  missingParameters: parameters(),
  url: optional(text),
  code: optional(text),
  sessionId: text,
  mvpd: optional(text),
  serviceProvider: text,
  notBefore: optional(time),
  notAfter: optional(time),
})

const sessionDecoder = () => object<Session>(sessionFields())

const statusDecoder = () =>
  object<SessionStatus>({
    existingParameters: withDefault(record(text), {}),
    missingParameters: parameters(),
    notBefore: optional(time),
    notAfter: optional(time),
  })

/** `POST /api/v2/{serviceProvider}/sessions`: begins a sign-in. */
export const createSession = ({
  mvpd,
  domainName,
  redirectUrl,
  ...headers
}: SessionParameters & Pick<PassHeaders, keyof typeof SSO> = {}): PassEndpoint<Session> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions',
  body: encodeForm({ mvpd, domainName, redirectUrl }),
  schema: schema(sessionDecoder),
  ...headersOf(headers, SSO),
})

/** `POST /api/v2/{serviceProvider}/sessions/{code}`: gives a session what it was missing. */
export const resumeSession = ({
  code,
  mvpd,
  domainName,
  redirectUrl,
  ...headers
}: { readonly code: string } & SessionParameters &
  Pick<PassHeaders, keyof typeof VISITOR>): PassEndpoint<Session> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions/{code}',
  params: { code },
  body: encodeForm({ mvpd, domainName, redirectUrl }),
  device: false,
  schema: schema(sessionDecoder),
  ...headersOf(headers, VISITOR),
})

/** `GET /api/v2/{serviceProvider}/sessions/{code}`: what is known of a code that a viewer typed. */
export const sessionStatus = ({
  code,
  ...headers
}: { readonly code: string } & Pick<
  PassHeaders,
  keyof typeof VISITOR
>): PassEndpoint<SessionStatus> => ({
  path: '/api/v2/{serviceProvider}/sessions/{code}',
  params: { code },
  device: false,
  schema: schema(statusDecoder),
  ...headersOf(headers, VISITOR),
})
