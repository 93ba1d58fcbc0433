import { defined } from '../../wire/defined.ts'
import { pageUrl } from '../addresses.ts'
import type { SignInRequest } from './SignInState.ts'

/** Adds the page's defaults to a request. */
export function signInRequest(given: SignInRequest | undefined): SignInRequest {
  const screen = given?.screen ?? 'popup'
  // A second screen sets its own URL.
  const redirectUrl = given?.redirectUrl ?? (screen === 'second-screen' ? undefined : pageUrl())
  return { domainName: location.hostname, ...defined(given), screen, redirectUrl }
}
