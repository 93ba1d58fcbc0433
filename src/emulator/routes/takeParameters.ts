import type { EmulatorState } from '../state/emulatorState.ts'
import type { SessionParameters } from '../state/sessions.ts'
import { isRedirectUrl } from './isRedirectUrl.ts'

/**
 * Puts what a form says into a session's parameters. A field of nothing but white space is missing.
 * The code of the enhanced error if a field is no good; the session then stays as it was.
 */
export function takeParameters(
  form: URLSearchParams,
  parameters: SessionParameters,
  { domains, findMvpd }: EmulatorState,
): string | undefined {
  const [mvpd, domainName, redirectUrl] = ['mvpd', 'domainName', 'redirectUrl'].map((name) =>
    form.get(name)?.trim(),
  )
  if (mvpd && !findMvpd(mvpd)) return 'invalid_parameter_mvpd'
  if (redirectUrl && !isRedirectUrl(redirectUrl, domains)) return 'invalid_parameter_redirect_url'
  Object.assign(
    parameters,
    mvpd && { mvpd },
    domainName && { domainName },
    redirectUrl && { redirectUrl },
  )
  return undefined
}
