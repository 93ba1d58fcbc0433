import { PassConfigurationError } from '../oauth/errors/PassConfigurationError.ts'

/** The same query function, but on a server, where its answer would be streamed into the HTML. */
export const browserOnly =
  <C, T>(queryFn: (context: C) => Promise<T>) =>
  (context: C): Promise<T> =>
    typeof document === 'undefined'
      ? Promise.reject(new PassConfigurationError('Adobe Pass is asked in the browser only'))
      : queryFn(context)
