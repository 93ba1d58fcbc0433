import type { EmulatorState } from '../state/emulatorState.ts'
import type { SessionParameters } from '../state/sessions.ts'
import { isRedirectUrl } from './isRedirectUrl.ts'

/**
 * Puts what a form says into a session's parameters. An empty field is a missing one.
 * The code of the enhanced error if a field is no good; the session then stays as it was.
 */
export function takeParameters(
  form: URLSearchParams,
  parameters: SessionParameters,
  { findMvpd }: EmulatorState,
): string | undefined {
  const mvpd = form.get('mvpd')
  const domainName = form.get('domainName')
  const redirectUrl = form.get('redirectUrl')
  if (mvpd && !findMvpd(mvpd)) return 'invalid_parameter_mvpd'
  if (redirectUrl && !isRedirectUrl(redirectUrl)) return 'invalid_parameter_redirect_url'
  Object.assign(
    parameters,
    mvpd && { mvpd },
    domainName && { domainName },
    redirectUrl && { redirectUrl },
  )
  return undefined
}
