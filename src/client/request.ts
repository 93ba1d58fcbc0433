import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { PassThrottledError } from '../errors/PassThrottledError.ts'
import { NO_JSON } from '../wire/answer.ts'
import {
  checkEndpoint,
  endpointMethod,
  endpointPath,
  type PassEndpoint,
} from '../wire/passEndpoint.ts'
import { decode } from '../wire/standardSchema.ts'
import type { AuthorizedFetch } from './authorizedFetch.ts'
import { readHeaders } from './readHeaders.ts'

/** What {@link createRequest} needs. */
export interface RequestParts {
  readonly authorizedFetch: AuthorizedFetch
  readonly serviceProvider: string | undefined
  /** The client's own headers, for the operations that list them. */
  readonly headers: Readonly<Record<string, string>> | undefined
  /** Returns the ms until the next request may be sent, for the error of a throttled call. */
  readonly throttledFor: () => number
}

/** Calls an endpoint and decodes its response, or rejects with what went wrong. */
export type Request = <T>(endpoint: PassEndpoint<T>, signal: AbortSignal | undefined) => Promise<T>

/** Makes the function that calls endpoints. */
export function createRequest({
  authorizedFetch,
  serviceProvider,
  headers: ofClient = {},
  throttledFor,
}: RequestParts): Request {
  return async <T>(endpoint: PassEndpoint<T>, signal: AbortSignal | undefined): Promise<T> => {
    checkEndpoint(endpoint)
    const { path, body, headers, accepts = [], device, repeat, schema } = endpoint
    const names = accepts.map((name) => name.toLowerCase())
    const accepted = Object.entries(ofClient).filter(([name]) => names.includes(name.toLowerCase()))
    const { status, json, refusal } = await authorizedFetch(
      endpointPath(endpoint, serviceProvider, (name) => refuseParam(name, path)),
      {
        method: endpointMethod(endpoint),
        headers: {
          accept: 'application/json',
          ...contentType(body),
          ...readHeaders(accepted),
          ...readHeaders(headers),
        },
        ...(body && { body: encodeBody(body) }),
        ...(signal && { signal }),
      },
      { device, repeat },
    )

    if (status === 429) throw new PassThrottledError(throttledFor())
    if (refusal) throw new PassApiError(status, refusal)
    if (schema) return decode(schema, json, { path, status })
    if (json === undefined && status !== 204) {
      throw new PassResponseError(`${path} answered ${NO_JSON}`, status)
    }
    // `passEndpoint` ensures that `T` is `unknown` without a schema. A 204 is `null`.
    return (json ?? null) as T
  }
}

type Body = NonNullable<PassEndpoint<unknown>['body']>

const contentType = (body: Body | undefined) =>
  body && {
    'content-type':
      body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
  }

const encodeBody = (body: Body) =>
  body instanceof URLSearchParams ? String(body) : JSON.stringify(body)

function refuseParam(name: string, path: string): never {
  throw new PassConfigurationError(
    name === 'serviceProvider'
      ? `Give serviceProvider to createPassClient, such as 'REF30': ${path} needs it`
      : `params.${name} of ${path} must be a text, a number or a boolean, and not empty, "." or "..": pass skipToken until it is known`,
  )
}
