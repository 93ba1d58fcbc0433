import * as z from 'zod/mini'
import type { EnhancedError } from '../errors/EnhancedError.ts'
import { absentIfOdd } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import type { StandardSchema } from '../wire/standardSchema.ts'
import { enhancedError, exactText, text, time } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { coreItems, type Fields, object, refuse } from './leniently.ts'
import type { Open } from './Open.ts'
import { ALL, headersOf, type PassHeaders } from './passHeaders.ts'

/**
 * A media token for one playback (rule V4): hand it to the player, never keep it. Times are ms
 * since the epoch by Adobe's clock.
 */
export interface MediaToken {
  /** The token itself, base64. Your backend verifies it. */
  readonly serializedToken: string
  /** When it was issued. */
  readonly issuedAt?: number | undefined
  /** When it becomes valid. */
  readonly notBefore?: number | undefined
  /** When it expires, about 7 minutes after it was issued. Playback that runs goes on. */
  readonly notAfter?: number | undefined
}

/** Whether the viewer may watch one resource. Times are ms since the epoch by Adobe's clock. */
export interface Decision {
  /** The id of the resource that was asked for. */
  readonly resource: string
  /** The id of the service provider. */
  readonly serviceProvider?: string | undefined
  /** The id of the MVPD. */
  readonly mvpd?: string | undefined
  /**
   * Who decided: `mvpd` its own endpoint, `degradation` degraded access, `temppass` a TempPass,
   * `dummy` Adobe's dummy authorization.
   */
  readonly source?: Open<'mvpd' | 'degradation' | 'temppass' | 'dummy'> | undefined
  /** Whether the viewer may watch it. */
  readonly authorized: boolean
  /**
   * Why it was denied. `action` says what to do. Show `details`, or else `message`, to the viewer.
   */
  readonly error?: EnhancedError | undefined
  /** Only {@link authorize} returns one. */
  readonly token?: MediaToken | undefined
  /** When the decision becomes valid. */
  readonly notBefore?: number | undefined
  /** When the decision stops being valid. */
  readonly notAfter?: number | undefined
}

/** The response of the decision operations. */
export interface Decisions {
  /**
   * The decisions that can be read. A decision that cannot be read is left out. It is neither a
   * permit nor a denial: its resource was not decided.
   */
  readonly decisions: readonly Decision[]
}

const mediaTokenSchema = () =>
  object({
    serializedToken: exactText(),
    issuedAt: absentIfOdd(time()),
    notBefore: absentIfOdd(time()),
    notAfter: absentIfOdd(time()),
  } satisfies Fields<MediaToken>)

const decisionFields = () =>
  ({
    resource: text(),
    serviceProvider: absentIfOdd(text()),
    mvpd: absentIfOdd(text()),
    source: absentIfOdd(text()),
    // Strictly a boolean: an odd value must never become a permit.
    authorized: z.boolean(),
    error: absentIfOdd(enhancedError()),
    token: absentIfOdd(mediaTokenSchema()),
    notBefore: absentIfOdd(time()),
    notAfter: absentIfOdd(time()),
  }) satisfies Fields<Decision>

/** A permit with an odd media token is refused: it decides nothing. */
const authorizationSchema = () => {
  const tokenSchema = mediaTokenSchema()
  return z.pipe(
    object({ ...decisionFields(), token: z.optional(z.unknown()) }),
    z.transform(({ token, ...decision }, context): Decision => {
      const read = tokenSchema.safeParse(token)
      if (read.success) return { ...decision, token: read.data }
      const hasToken = token !== undefined && token !== null
      return decision.authorized && hasToken ? refuse(context, read.error, 'token') : decision
    }),
  )
}

/** Builds the schema of the response of {@link preauthorize}. */
export const preauthorizationsSchema = (): z.ZodMiniType<Decisions> =>
  object({
    decisions: coreItems(z.array(object(decisionFields()))),
  } satisfies Fields<Decisions>)

/** Builds the schema of the response of {@link authorize}. */
export const authorizationsSchema = (): z.ZodMiniType<Decisions> =>
  object({
    decisions: coreItems(z.array(authorizationSchema())),
  } satisfies Fields<Decisions>)

const preauthorizations = /* @__PURE__ */ lazySchema(preauthorizationsSchema)
const authorizations = /* @__PURE__ */ lazySchema(authorizationsSchema)

/** A request for decisions: the MVPD and the resources. */
export interface DecisionRequest extends PassHeaders {
  /** The id of the MVPD. */
  readonly mvpd: string
  /** The ids of the resources. Too many at once reject with the code `too_many_resources`. */
  readonly resources: readonly string[]
}

const decisions = (
  operation: 'preauthorize' | 'authorize',
  { mvpd, resources, ...headers }: DecisionRequest,
  schema: StandardSchema<Decisions>,
): PassEndpoint<Decisions> => ({
  method: 'POST',
  path: `/api/v2/{serviceProvider}/decisions/${operation}/{mvpd}`,
  params: { mvpd },
  body: { resources },
  schema,
  ...headersOf(headers, ALL),
})

const FIVE_MINUTES = 300_000

/**
 * `POST /api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}`: which resources of a catalogue
 * the viewer can probably watch, usually at most five at once. It never decides playback (rule V3).
 * Fresh for 5 minutes.
 *
 * @example
 * const { data } = usePassQuery(preauthorize({ mvpd: 'Cablevision', resources: ['channel-1'] }))
 * const locked = data?.decisions.filter(({ authorized }) => !authorized)
 */
export const preauthorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('preauthorize', request, preauthorizations),
  staleTime: FIVE_MINUTES,
})

/**
 * `POST /api/v2/{serviceProvider}/decisions/authorize/{mvpd}`: whether the viewer may watch, and
 * the media token, usually for one resource. Ask before every playback, with `usePassMutation`: the
 * response is never kept (rule V4).
 *
 * @example
 * const { decisions } = await pass.request(
 *   authorize({ mvpd: 'Cablevision', resources: ['channel-1'] }),
 * )
 * const mediaToken = decisions[0]?.token?.serializedToken
 */
export const authorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('authorize', request, authorizations),
  staleTime: 0,
})
