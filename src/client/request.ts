import { PassApiError } from '../errors/PassApiError.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { PassResponseError } from '../errors/PassResponseError.ts'
import { PassThrottledError } from '../errors/PassThrottledError.ts'
import { isSuccess, parseJson } from '../wire/answer.ts'
import { readEnhancedError } from '../wire/enhancedError.ts'
import { endpointMethod, endpointPath, type PassEndpoint } from '../wire/passEndpoint.ts'
import { decode } from '../wire/standardSchema.ts'
import type { PassFetch } from './authorizedFetch.ts'
import type { PassClientOptions } from './options.ts'
import { readHeaders } from './readHeaders.ts'

/** Makes an endpoint's call and decodes its answer, or rejects with what went wrong. */
export async function request<T>(
  passFetch: PassFetch,
  {
    serviceProvider,
    headers: ofClient = {},
  }: Pick<PassClientOptions, 'serviceProvider' | 'headers'>,
  retryAfter: () => number,
  endpoint: PassEndpoint<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { path, body, headers, accepts = [], device, repeat, schema } = endpoint
  const form = body instanceof URLSearchParams
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const names = accepts.map((name) => name.toLowerCase())
  const accepted = Object.entries(ofClient).filter(([name]) => names.includes(name.toLowerCase()))
  const { status, text } = await passFetch(
    endpointPath(endpoint, serviceProvider, (name) => {
      throw new PassConfigurationError(
        name === 'serviceProvider'
          ? `Give serviceProvider to createPassClient, such as 'REF30': ${path} needs it`
          : `params.${name} of ${path} must be a text, a number or a boolean, and not empty, "." or ".."`,
      )
    }),
    {
      method: endpointMethod(endpoint),
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': type }),
        ...readHeaders(accepted),
        ...readHeaders(headers),
      },
      ...(body && { body: form ? String(body) : JSON.stringify(body) }),
      ...(signal && { signal }),
    },
    { device, repeat },
  )

  if (status === 429) throw new PassThrottledError(retryAfter())
  const json = parseJson(text)
  if (!isSuccess(status)) throw new PassApiError(status, readEnhancedError(json))
  if (schema) return decode(schema, json, path, status)
  if (json === undefined && status !== 204) {
    throw new PassResponseError(`${path} answered no JSON`, status)
  }
  // Without a schema `T` is `unknown`: `passEndpoint` sees to it. A 204 is `null`.
  return (json ?? null) as T
}
