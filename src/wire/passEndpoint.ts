import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { encodeForm, isPathSegment } from './encoding.ts'
import type { StandardSchema } from './standardSchema.ts'

/** A value that a path or a query string can carry. */
export type PassParam = string | number | boolean

/** What {@link passEndpoint} takes. */
export interface PassEndpointInit {
  /** Default `GET`, or `POST` if there is a body. */
  readonly method?: string | undefined
  /**
   * A path on the API origin, such as `/api/v2/{serviceProvider}/profiles/{mvpd}`. The client
   * fills `{serviceProvider}`, `params` the other placeholders; every value is encoded.
   */
  readonly path: string
  /** The values of the placeholders in `path`, by name. Numbers and booleans become strings. */
  readonly params?: Readonly<Record<string, PassParam>> | undefined
  /** The query string. Entries that are `undefined` are left out. */
  readonly query?: Readonly<Record<string, PassParam | undefined>> | undefined
  /** Sent as JSON, or as a form if it is a `URLSearchParams`. */
  readonly body?: URLSearchParams | Readonly<Record<string, unknown>> | undefined
  /** Additional headers. `Authorization` is not allowed: the client sets it. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The optional headers that the operation lists. The client's `headers` provide the values. */
  readonly accepts?: readonly string[] | undefined
  /**
   * `false` omits `AP-Device-Identifier` and `X-Device-Info`. REST API V2 lists the operations that
   * need them.
   */
  readonly device?: boolean | undefined
  /** `false` disables retries, for a caller that polls at its own pace. */
  readonly repeat?: boolean | undefined
  /**
   * Distinguishes responses in the query key if method, path, query and body do not. Required if a
   * header selects *whose* response it is. Must not hold a secret.
   */
  readonly key?: string | undefined
}

/**
 * A description of one protected call: plain data that `PassClient.request` and the hooks accept.
 * `T` is the type of the decoded response.
 */
export interface PassEndpoint<T> extends PassEndpointInit {
  /** Decodes the response. */
  readonly schema?: StandardSchema<T> | undefined
  /**
   * How many ms a response stays fresh after its arrival, or a function that derives it from the
   * response. Default: the application's.
   */
  readonly staleTime?: number | StaleTimeOf<T> | undefined
}

/**
 * Returns how many ms a response is fresh, given its arrival at `receivedAt` (ms since the epoch).
 *
 * @useDeclaredType
 */
// Method parameters are bivariant: a `PassEndpoint<T>` stays assignable to `PassEndpoint<unknown>`.
export type StaleTimeOf<T> = {
  /** `data` is the decoded response. */
  of(data: T, receivedAt: number): number
}['of']

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
  init: PassEndpoint<T> & {
    /** Decodes the response. */
    readonly schema: StandardSchema<T>
  },
): PassEndpoint<T>
// The last overload accepts what the others do: TypeScript reports the errors of the last one.
/** The same without a `schema`: the data is `unknown`. */
export function passEndpoint(init: PassEndpoint<unknown>): PassEndpoint<unknown>
export function passEndpoint<T>(init: PassEndpoint<T>): PassEndpoint<T> {
  return init
}

/**
 * Checks that a value is an endpoint. Without TypeScript it may be a function that was not called.
 *
 * @throws PassConfigurationError that says what it is instead.
 */
export function checkEndpoint(value: Partial<PassEndpointInit> | null | undefined): void {
  if (typeof value?.path === 'string') return
  const found = typeof value === 'function' ? 'a function: call it' : `of type ${typeof value}`
  throw new PassConfigurationError(
    `The endpoint must be an object with a path, such as configuration() or passEndpoint({ path }), and is ${found}`,
  )
}

/**
 * Fills the placeholders of the path and appends the query string. Calls `refuse` for a value that
 * cannot be in a path. Without `refuse` the value becomes empty, so that a query key can be built
 * from any endpoint.
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
