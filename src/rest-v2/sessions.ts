import { encodeForm } from '../wire/encoding.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  complete,
  type Decoder,
  exactText,
  id,
  map,
  missingAs,
  object,
  optional,
  schema,
  text,
  texts,
  time,
  unreadableAs,
} from './decoders.ts'
import type { Open } from './Open.ts'
import { headersOf, type PassHeaders, SSO, VISITOR } from './passHeaders.ts'
import { type SessionDevice, sessionDevice } from './sessionDevice.ts'

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
  readonly actionType?: Open<'interactive' | 'direct'> | undefined
  readonly reasonType?:
    | Open<
        | 'none'
        | 'authenticated'
        | 'temporary'
        | 'degraded'
        | 'authenticatedSSO'
        | 'pfs_fallback'
        | 'configuration_fallback'
        | 'missing_parameters_fallback'
      >
    | undefined
  readonly missingParameters: readonly Open<'mvpd' | 'domainName' | 'redirectUrl'>[]
  /** Where to go; may be relative to the API origin. */
  readonly url?: string | undefined
  /** The code that a second screen asks for. A new session has one, unless its action is `authorize`. */
  readonly code?: string | undefined
  readonly sessionId?: string | undefined
  readonly mvpd?: string | undefined
  readonly serviceProvider?: string | undefined
  readonly notBefore?: number | undefined
  /** When the code ends. */
  readonly notAfter?: number | undefined
}

/** What is known of a session by its code. Times are ms since the epoch. */
export interface SessionStatus {
  readonly existingParameters: Readonly<Record<string, string>>
  readonly missingParameters: Session['missingParameters']
  /** For which device the viewer is signing in. */
  readonly device?: SessionDevice | undefined
  readonly notBefore?: number | undefined
  readonly notAfter?: number | undefined
}

// `domain` is seen where the parameter is `domainName`, among the names and among the values.
const parameterNames: Decoder<readonly string[]> = (json) => {
  const read = texts(json)
  if (read.issues) return read
  return { value: read.value.map((name) => (name === 'domain' ? 'domainName' : name)) }
}

const parameters: Decoder<Readonly<Record<string, string>>> = (json) => {
  const read = map(text)(json)
  if (read.issues) return read
  const { domain, ...others } = read.value
  return { value: domain === undefined ? others : { domainName: domain, ...others } }
}

/** The fields that a session answer may have: what to do next is all that each must say. */
export const sessionFields = () => ({
  actionName: text,
  actionType: optional(text),
  reasonType: optional(text),
  missingParameters: missingAs(parameterNames, []),
  url: optional(exactText),
  code: optional(id),
  sessionId: optional(text),
  mvpd: optional(id),
  serviceProvider: optional(text),
  notBefore: optional(time),
  notAfter: optional(time),
})

const sessionDecoder = () => object<Session>(sessionFields())

/** What a new session lacks: without a code nobody can sign in, nor be looked for. */
export const lacksCode = ({ actionName, code }: Session): 'code' | undefined =>
  code === undefined && ['authenticate', 'resume', 'retry'].includes(actionName)
    ? 'code'
    : undefined

const newSessionDecoder = () => complete(sessionDecoder(), lacksCode)

const statusDecoder = () =>
  object<SessionStatus>({
    existingParameters: unreadableAs(parameters, {}),
    missingParameters: missingAs(parameterNames, []),
    device: optional(sessionDevice()),
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
  schema: schema(newSessionDecoder),
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
