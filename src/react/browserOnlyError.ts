import { PassConfigurationError } from '../errors/PassConfigurationError.ts'

/**
 * The error that a suspending hook throws while a server renders it. Without it, a response of
 * Adobe Pass would be streamed into the HTML. The renderer leaves the nearest `<Suspense>` boundary
 * to the browser.
 *
 * Throw it while rendering, not from a query function: TanStack Query would record the time of the
 * failure, and a renderer that caches its output rejects a component that reads the clock.
 *
 * @param hook its name, for a developer without `<Suspense>` around it.
 */
export function browserOnlyError(hook: string): PassConfigurationError {
  const advice = `put <Suspense> around the component that calls ${hook}`
  const error = new PassConfigurationError(`Adobe Pass is asked in the browser only: ${advice}`, {
    // React 19.3 shows the cause alone.
    cause: advice,
  })
  return Object.assign(error, {
    // Next.js: an intended bail-out. Inside a boundary it is not logged and does not fail the
    // build.
    digest: 'BAILOUT_TO_CLIENT_SIDE_RENDERING',
    reason: hook,
    // React 19.3: like `browser()` of react-dom. Neither server nor browser reports an error
    // (#419).
    [Symbol.for('react.recoverable')]: true,
  })
}
