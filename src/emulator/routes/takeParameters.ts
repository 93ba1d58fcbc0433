import type { EmulatorState } from '../state/emulatorState.ts'
import type { SessionParameters } from '../state/sessions.ts'
import { isRedirectUrl } from './isRedirectUrl.ts'

/**
 * Copies the fields of a form to a session's parameters. A blank field counts as missing. If a
 * field is invalid, returns the code of the enhanced error and changes nothing.
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
