import { encodeForm, isPathSegment } from './encoding.ts'
import type { StandardSchema } from './standardSchema.ts'

/** A value that a path or a query string can carry. */
export type PassParam = string | number | boolean

/** What {@link passEndpoint} takes. */
export interface PassEndpointInit {
  /** Default `GET`, or `POST` where there is a body. */
  readonly method?: string | undefined
  /**
   * A path on the API origin, such as `/api/v2/{serviceProvider}/profiles/{mvpd}`. The client
   * fills `{serviceProvider}`, `params` the other placeholders; every value is encoded.
   */
  readonly path: string
  readonly params?: Readonly<Record<string, PassParam>> | undefined
  /** The query string; an entry left `undefined` is left out. */
  readonly query?: Readonly<Record<string, PassParam | undefined>> | undefined
  /** Sent as JSON, or as a form where it is a `URLSearchParams`. */
  readonly body?: URLSearchParams | Readonly<Record<string, unknown>> | undefined
  /** Further headers. `Authorization` is the client's own and is refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The optional headers that the operation lists: the client's `headers` fills them. */
  readonly accepts?: readonly string[] | undefined
  /** `false` leaves `AP-Device-Identifier` and `X-Device-Info` out (REST API V2 lists who wants them). */
  readonly device?: boolean | undefined
  /** `false` leaves repeating what fails to whoever asks at a pace of their own: a poll. */
  readonly repeat?: boolean | undefined
  /**
   * Tells answers apart that method, path, query and body do not, in the query key. An endpoint
   * with a header that selects *whose* answer it is must give one. It must not hold a secret.
   */
  readonly key?: string | undefined
}

/**
 * One protected call, described: pure data that `PassClient.request` and the hooks understand. `T`
 * is what its answer is decoded to.
 */
export interface PassEndpoint<T> extends PassEndpointInit {
  /** Decodes the answer. */
  readonly schema?: StandardSchema<T> | undefined
  /**
   * For how many ms after its arrival an answer is fresh, or how to tell it from the answer.
   * Default: the application's.
   */
  readonly staleTime?: number | StaleTimeOf<T> | undefined
}

/** Tells for how many ms an answer that came at `receivedAt` (ms since the epoch) is fresh. */
// A method's parameter is bivariant: an endpoint of something stays an endpoint of `unknown`.
export type StaleTimeOf<T> = { of(data: T, receivedAt: number): number }['of']

/**
 * Describes a protected call. `schema` is any Standard Schema (zod, valibot, arktype, …); without
 * one the data is `unknown`.
 *
 * @example
 * const channels = passEndpoint({
 *   path: '/api/v2/{serviceProvider}/profiles/{mvpd}',
 *   params: { mvpd: 'Cablevision' },
 *   schema: z.object({ profiles: z.record(z.string(), z.unknown()) }),
 * })
 */
export function passEndpoint<T>(
  init: PassEndpoint<T> & { readonly schema: StandardSchema<T> },
): PassEndpoint<T>
// The last one takes everything that the others do: TypeScript reports the errors of the last one.
export function passEndpoint(init: PassEndpoint<unknown>): PassEndpoint<unknown>
export function passEndpoint<T>(init: PassEndpoint<T>): PassEndpoint<T> {
  return init
}

/**
 * The path with its placeholders filled, and the query string. `refuse` is told of a value that
 * cannot be in a path; without it a path that cannot be sent has a name all the same.
 */
export function endpointPath(
  { path, params, query = {} }: PassEndpointInit,
  serviceProvider: string | undefined,
  refuse?: (name: string) => never,
): string {
  const values: Readonly<Record<string, PassParam | undefined>> = { serviceProvider, ...params }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    return isPathSegment(value) ? encodeURIComponent(value) : (refuse?.(name) ?? '')
  })
  const search = String(encodeForm(query))
  return filled + (search && `?${search}`)
}

/** The method that an endpoint is called with. */
export const endpointMethod = ({ method, body }: PassEndpointInit) =>
  method ?? (body ? 'POST' : 'GET')
