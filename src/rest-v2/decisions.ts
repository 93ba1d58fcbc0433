import type { PassEndpoint } from '../client/passEndpoint.ts'
import { type EnhancedError, readEnhancedError } from '../oauth/enhancedError.ts'
import { array, flag, object, optional, schema, text, time } from './decoders.ts'
import type { Open } from './Open.ts'
import { ALL, headersOf, type PassHeaders } from './passHeaders.ts'

/**
 * A media token for one playback (rule V4): hand it to the player, never keep it. Times are ms
 * since the epoch.
 */
export interface MediaToken {
  readonly serializedToken: string
  readonly issuedAt?: number | undefined
  readonly notBefore: number
  readonly notAfter: number
}

/** Whether the viewer may watch one resource. Times are ms since the epoch. */
export interface Decision {
  readonly resource: string
  readonly serviceProvider: string
  readonly mvpd: string
  readonly source: Open<'mvpd' | 'degradation' | 'temppass' | 'dummy'>
  readonly authorized: boolean
  /** Why not: what its `action` asks for, and its `details`, or else its `message`, for the viewer. */
  readonly error?: EnhancedError | undefined
  /** Only authorize gives one. */
  readonly token?: MediaToken | undefined
  readonly notBefore?: number | undefined
  readonly notAfter?: number | undefined
}

/** What the decision operations answer. */
export interface Decisions {
  readonly decisions: readonly Decision[]
}

const decisionsDecoder = () =>
  object<Decisions>({
    decisions: array(
      object<Decision>({
        resource: text,
        serviceProvider: text,
        mvpd: text,
        source: text,
        authorized: flag,
        error: optional(readEnhancedError),
        token: optional(
          object<MediaToken>({
            serializedToken: text,
            issuedAt: optional(time),
            notBefore: time,
            notAfter: time,
          }),
        ),
        notBefore: optional(time),
        notAfter: optional(time),
      }),
    ),
  })

/** What is asked for: with which MVPD, and which resources. */
export type DecisionRequest = {
  readonly mvpd: string
  readonly resources: readonly string[]
} & PassHeaders

const decisions = (
  operation: 'preauthorize' | 'authorize',
  { mvpd, resources, ...headers }: DecisionRequest,
): PassEndpoint<Decisions> => ({
  method: 'POST',
  path: `/api/v2/{serviceProvider}/decisions/${operation}/{mvpd}`,
  params: { mvpd },
  body: { resources },
  schema: schema(decisionsDecoder),
  ...headersOf(headers, ALL),
})

const FIVE_MINUTES = 300_000

/**
 * `POST /api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}`: which of a catalogue's resources
 * the viewer is likely to get, usually at most five at once. It never decides playback (rule V3).
 * Fresh for 5 minutes.
 */
export const preauthorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('preauthorize', request),
  staleTime: FIVE_MINUTES,
})

/**
 * `POST /api/v2/{serviceProvider}/decisions/authorize/{mvpd}`: whether the viewer may watch, and
 * the media token, usually for one resource. Ask before every playback, with `usePassMutation`: the
 * answer is never kept (rule V4).
 */
export const authorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('authorize', request),
  staleTime: 0,
})
