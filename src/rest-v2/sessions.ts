import * as z from 'zod/mini'
import { encodeForm } from '../wire/encoding.ts'
import { absentIfOdd, orElse } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, id, text, texts, time } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { type Fields, ifMissing, object, withoutOddItems } from './leniently.ts'
import type { Open } from './Open.ts'
import { headersOf, type PassHeaders, SSO, VISITOR } from './passHeaders.ts'
import { type SessionDevice, sessionDeviceSchema } from './sessionDevice.ts'

/**
 * The parameters that a session needs before the viewer can sign in. Missing ones can follow later.
 */
export interface SessionParameters {
  /** The id of the MVPD that the viewer has picked. */
  readonly mvpd?: string | undefined
  /** The domain of your page, as configured with Adobe. */
  readonly domainName?: string | undefined
  /** The URL to which the viewer returns. */
  readonly redirectUrl?: string | undefined
}

/** The parameters of {@link createSession}. */
export interface CreateSessionParameters
  extends SessionParameters,
    Omit<PassHeaders, 'partnerFrameworkStatus' | 'tempPassIdentity'> {}

/** The parameters of {@link resumeSession}. */
export interface ResumeSessionParameters
  extends SessionParameters,
    Pick<PassHeaders, 'visitorIdentifier'> {
  /** The code of the session. */
  readonly code: string
}

/** The parameters of {@link sessionStatus}. */
export interface SessionStatusParameters extends Pick<PassHeaders, 'visitorIdentifier'> {
  /** The code of the session. */
  readonly code: string
}

/**
 * A session, with the next step towards a signed-in viewer. Times are ms since the epoch by Adobe's
 * clock.
 */
export interface Session {
  /**
   * The next step. `authenticate`: open `url` in a browser. `resume` and `retry`: send the missing
   * parameters with {@link resumeSession}. `authorize`: the viewer has a profile, ask for
   * decisions. `partner_profile`: give the request to the partner's framework, and its response to
   * `createPartnerProfile`.
   */
  readonly actionName: Open<'authenticate' | 'resume' | 'retry' | 'authorize' | 'partner_profile'>
  /** How the step is taken: `interactive` in a browser, `direct` with a call. */
  readonly actionType?: Open<'interactive' | 'direct'> | undefined
  /**
   * Why it is this step. `none`: the viewer must sign in. `authenticated`, `temporary`, `degraded`
   * and `authenticatedSSO`: the viewer has such a profile. The fallbacks: partner SSO is not
   * possible, so the viewer signs in with the MVPD.
   */
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
  /** The parameters that are missing; empty if none is. */
  readonly missingParameters: readonly Open<'mvpd' | 'domainName' | 'redirectUrl'>[]
  /** The URL of the next step. May be relative to the API origin. */
  readonly url?: string | undefined
  /**
   * The code that a second screen asks for. A new session has one, unless its action is
   * `authorize`.
   */
  readonly code?: string | undefined
  /** An opaque id, for tracking. */
  readonly sessionId?: string | undefined
  /** The id of the MVPD, if it is known. */
  readonly mvpd?: string | undefined
  /** The id of the service provider. */
  readonly serviceProvider?: string | undefined
  /** When the code becomes valid. */
  readonly notBefore?: number | undefined
  /** When the code expires. */
  readonly notAfter?: number | undefined
}

/** The status of a session, found by its code. Times are ms since the epoch by Adobe's clock. */
export interface SessionStatus {
  /**
   * The parameters that were given, by name: `mvpd`, `domainName`, `redirectUrl`. Empty if none
   * was.
   */
  readonly existingParameters: Readonly<Partial<Record<string, string>>>
  /** The parameters that are missing; empty if none is. */
  readonly missingParameters: Session['missingParameters']
  /** The device on which the viewer signs in. */
  readonly device?: SessionDevice | undefined
  /** When the code becomes valid. */
  readonly notBefore?: number | undefined
  /** When the code expires. */
  readonly notAfter?: number | undefined
}

// Adobe sometimes sends `domain` instead of `domainName`, among names and among values.
const parameterNames = () =>
  z.pipe(
    texts(),
    z.transform((names) => names.map((name) => (name === 'domain' ? 'domainName' : name))),
  )

const parameters = () =>
  z.pipe(
    withoutOddItems(z.record(z.string(), text())),
    z.transform(({ domain, ...others }) =>
      domain === undefined ? others : { domainName: domain, ...others },
    ),
  )

/** The fields of a session. `actionName` is required; `missingParameters`, if given, is a list. */
export const sessionFields = () =>
  ({
    actionName: text(),
    actionType: absentIfOdd(text()),
    reasonType: absentIfOdd(text()),
    missingParameters: ifMissing(parameterNames(), () => []),
    url: absentIfOdd(exactText()),
    code: absentIfOdd(id()),
    sessionId: absentIfOdd(text()),
    mvpd: absentIfOdd(id()),
    serviceProvider: absentIfOdd(text()),
    notBefore: absentIfOdd(time()),
    notAfter: absentIfOdd(time()),
  }) satisfies Fields<Session>

/** Builds the schema of the response of {@link resumeSession}. */
export const sessionSchema = (): z.ZodMiniType<Session> => object(sessionFields())

/** Refuses a new session without a code: no sign-in or poll could use it. */
export const hasCode = () =>
  z.refine<Session>(
    ({ actionName, code }) =>
      code !== undefined || !['authenticate', 'resume', 'retry'].includes(actionName),
    { path: ['code'] },
  )

/** Builds the schema of the response of {@link createSession}. */
export const newSessionSchema = (): z.ZodMiniType<Session> =>
  object(sessionFields()).check(hasCode())

/** Builds the schema of the response of {@link sessionStatus}. */
export const sessionStatusSchema = (): z.ZodMiniType<SessionStatus> =>
  object({
    existingParameters: orElse(parameters(), () => ({})),
    missingParameters: ifMissing(parameterNames(), () => []),
    device: absentIfOdd(sessionDeviceSchema()),
    notBefore: absentIfOdd(time()),
    notAfter: absentIfOdd(time()),
  } satisfies Fields<SessionStatus>)

const sessionAnswer = /* @__PURE__ */ lazySchema(sessionSchema)
const newSessionAnswer = /* @__PURE__ */ lazySchema(newSessionSchema)
const statusAnswer = /* @__PURE__ */ lazySchema(sessionStatusSchema)

/**
 * `POST /api/v2/{serviceProvider}/sessions`: starts a sign-in.
 *
 * @example
 * const session = await pass.request(createSession({ mvpd: 'Cablevision' }))
 * if (session.actionName === 'authenticate') console.log('Show this code:', session.code)
 */
export const createSession = ({
  mvpd,
  domainName,
  redirectUrl,
  ...headers
}: CreateSessionParameters = {}): PassEndpoint<Session> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions',
  body: encodeForm({ mvpd, domainName, redirectUrl }),
  schema: newSessionAnswer,
  ...headersOf(headers, SSO),
})

/** `POST /api/v2/{serviceProvider}/sessions/{code}`: gives a session its missing parameters. */
export const resumeSession = ({
  code,
  mvpd,
  domainName,
  redirectUrl,
  ...headers
}: ResumeSessionParameters): PassEndpoint<Session> => ({
  method: 'POST',
  path: '/api/v2/{serviceProvider}/sessions/{code}',
  params: { code },
  body: encodeForm({ mvpd, domainName, redirectUrl }),
  device: false,
  schema: sessionAnswer,
  ...headersOf(headers, VISITOR),
})

/** `GET /api/v2/{serviceProvider}/sessions/{code}`: the status of a code that a viewer typed. */
export const sessionStatus = ({
  code,
  ...headers
}: SessionStatusParameters): PassEndpoint<SessionStatus> => ({
  path: '/api/v2/{serviceProvider}/sessions/{code}',
  params: { code },
  device: false,
  schema: statusAnswer,
  ...headersOf(headers, VISITOR),
})
