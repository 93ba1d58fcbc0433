import { PassConfigurationError } from '../errors/PassConfigurationError.ts'

/**
 * What a hook that suspends throws while a server renders it: an answer of Adobe Pass would be
 * streamed into the HTML. The renderer leaves the nearest `<Suspense>` boundary to the browser.
 *
 * Throw it while rendering, and not from a query function: TanStack Query would note the time of the
 * failure, and a renderer that keeps its output refuses a component that reads the clock.
 *
 * @param hook its name, for the developer who has put no `<Suspense>` around it.
 */
export function browserOnlyError(hook: string): PassConfigurationError {
  const error = new PassConfigurationError('Adobe Pass is asked in the browser only', {
    cause: `${hook} must be inside <Suspense> where a server renders`,
  })
  return Object.assign(error, {
    // Next: an intended bail-out, which is neither logged nor fails the build, in a boundary.
    digest: 'BAILOUT_TO_CLIENT_SIDE_RENDERING',
    reason: hook,
    // React 19.3: as `browser()` of react-dom. Neither server nor browser reports an error (#419).
    [Symbol.for('react.recoverable')]: true,
  })
}
