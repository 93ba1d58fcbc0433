import { PassConfigurationError } from '../oauth/errors/PassConfigurationError.ts'

/** The same query, but on a server, where its answer would be streamed into the HTML: it rejects. */
export const browserOnly = <O extends object>(options: O): O =>
  typeof document === 'undefined'
    ? {
        ...options,
        retry: false,
        queryFn: () =>
          Promise.reject(new PassConfigurationError('Adobe Pass is asked in the browser only')),
      }
    : options
