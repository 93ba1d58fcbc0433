import { parseUrl } from '../client/url.ts'
import type { Session } from '../rest-v2/sessions.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'

/** A session that has begun, as its tab keeps it over a reload. */
export interface Pending extends Pick<Session, 'missingParameters'> {
  readonly request: SignInRequest
  readonly code: string
  /** ms since the epoch, by this device's clock. */
  readonly notAfter: number
  /** Where the viewer signs in, where nothing is missing. */
  readonly url?: string | undefined
  /** When the viewer was looked for last: a reload does not look sooner. */
  readonly lookedAt?: number | undefined
}

/** Reads what this tab has kept; nothing where that is over, or none of ours. */
export function readPending(key: string): Pending | undefined {
  try {
    const kept = Object(JSON.parse(sessionStorage.getItem(key) ?? ''))
    const { request, code, notAfter, missingParameters } = kept
    return code && request && missingParameters && notAfter > Date.now() ? kept : undefined
  } catch {
    return undefined
  }
}

/** What a second screen is to be told now. */
export function secondScreen({ request, code, notAfter, url }: Pending): SignInState {
  const activation = parseUrl(request.activationUrl ?? '')
  activation?.searchParams.set('code', code)
  const secondsLeft = Math.ceil((notAfter - Date.now()) / 1_000)
  return { status: 'second-screen', code, url: activation?.href ?? url, notAfter, secondsLeft }
}
