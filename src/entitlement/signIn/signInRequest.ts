import { defined } from '../../wire/defined.ts'
import { pageUrl, withAbsoluteUrls } from '../addresses.ts'
import type { SignInRequest } from './SignInState.ts'

/** Adds the page's defaults to a request, and makes its URLs absolute. */
export function signInRequest(given: SignInRequest | undefined): SignInRequest {
  const screen = given?.screen ?? 'popup'
  // A second screen sets its own URL.
  const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
  const request = { domainName: location.hostname, ...defined(given), screen, redirectUrl }
  return withAbsoluteUrls(request)
}
