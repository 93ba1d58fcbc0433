import type { EnhancedError } from '../errors/EnhancedError.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  coreList,
  type Decoder,
  enhancedError,
  exactText,
  invalid,
  missingAs,
  object,
  optional,
  schema,
  text,
  time,
  within,
} from './decoders.ts'
import type { Open } from './Open.ts'
import { ALL, headersOf, type PassHeaders } from './passHeaders.ts'

/**
 * A media token for one playback (rule V4): hand it to the player, never keep it. Times are ms
 * since the epoch.
 */
export interface MediaToken {
  readonly serializedToken: string
  readonly issuedAt?: number | undefined
  readonly notBefore?: number | undefined
  readonly notAfter?: number | undefined
}

/** Whether the viewer may watch one resource. Times are ms since the epoch. */
export interface Decision {
  readonly resource: string
  readonly serviceProvider?: string | undefined
  readonly mvpd?: string | undefined
  readonly source?: Open<'mvpd' | 'degradation' | 'temppass' | 'dummy'> | undefined
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
  /**
   * Those that can be read. One that cannot is left out, and is neither a permit nor a denial: a
   * resource without a decision was not decided.
   */
  readonly decisions: readonly Decision[]
}

/** A boolean and nothing like it: a permit is never read out of what is odd. */
const permit: Decoder<boolean> = (json) => (typeof json === 'boolean' ? { value: json } : invalid)

const mediaToken = () =>
  object<MediaToken>({
    serializedToken: exactText,
    issuedAt: optional(time),
    notBefore: optional(time),
    notAfter: optional(time),
  })

const decision = () =>
  object<Decision>({
    resource: text,
    serviceProvider: optional(text),
    mvpd: optional(text),
    source: optional(text),
    authorized: permit,
    error: optional(enhancedError),
    token: optional(mediaToken()),
    notBefore: optional(time),
    notAfter: optional(time),
  })

/** A permit of a playback comes with a media token: one whose token is odd decides nothing. */
const authorization = (): Decoder<Decision> => {
  const decode = decision()
  const token = missingAs(mediaToken(), undefined)
  return (json) => {
    const read = decode(json)
    if (read.issues || !read.value.authorized || read.value.token) return read
    const { issues } = token(Object(json).token)
    return issues ? { issues: within('token', issues) } : read
  }
}

/** What is asked for: with which MVPD, and which resources. */
export type DecisionRequest = {
  readonly mvpd: string
  readonly resources: readonly string[]
} & PassHeaders

const decisions = (
  operation: 'preauthorize' | 'authorize',
  { mvpd, resources, ...headers }: DecisionRequest,
  item: () => Decoder<Decision>,
): PassEndpoint<Decisions> => ({
  method: 'POST',
  path: `/api/v2/{serviceProvider}/decisions/${operation}/{mvpd}`,
  params: { mvpd },
  body: { resources },
  schema: schema(() => object<Decisions>({ decisions: coreList(item()) })),
  ...headersOf(headers, ALL),
})

const FIVE_MINUTES = 300_000

/**
 * `POST /api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}`: which of a catalogue's resources
 * the viewer is likely to get, usually at most five at once. It never decides playback (rule V3).
 * Fresh for 5 minutes.
 */
export const preauthorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('preauthorize', request, decision),
  staleTime: FIVE_MINUTES,
})

/**
 * `POST /api/v2/{serviceProvider}/decisions/authorize/{mvpd}`: whether the viewer may watch, and
 * the media token, usually for one resource. Ask before every playback, with `usePassMutation`: the
 * answer is never kept (rule V4).
 */
export const authorize = (request: DecisionRequest): PassEndpoint<Decisions> => ({
  ...decisions('authorize', request, authorization),
  staleTime: 0,
})
