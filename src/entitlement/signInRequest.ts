import { defined } from '../wire/defined.ts'
import { pageUrl } from './addresses.ts'
import type { SignInRequest } from './SignInState.ts'

/** Completes a request with its defaults, which the page gives. */
export function signInRequest(given: SignInRequest | undefined): SignInRequest {
  const screen = given?.screen ?? 'popup'
  // A second screen gives its own address.
  const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
  return { domainName: location.hostname, ...defined(given), screen, redirectUrl }
}
