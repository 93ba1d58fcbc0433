import { parseUrl } from '../client/url.ts'
import type { Session } from '../rest-v2/sessions.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'

/** A session that has begun, as its tab keeps it over a reload. */
export interface Pending {
  readonly request: SignInRequest
  readonly code: string
  /** ms since the epoch, by this device's clock. */
  readonly notAfter: number
  /** Where the viewer signs in, where nothing is missing. */
  readonly url?: string | undefined
  readonly missing: Session['missingParameters']
}

/** Reads what a tab has kept; nothing where that is over, or none of ours. */
export function readPending(text: string | null): Pending | undefined {
  const { request, code, notAfter, url, missing } = Object(JSON.parse(text ?? 'null'))
  const good = typeof code === 'string' && notAfter > Date.now() && Array.isArray(missing)
  return good ? { request: Object(request), code, notAfter, url, missing } : undefined
}

/** What a second screen is to be told now. */
export function secondScreen({ request, code, notAfter, url }: Pending): SignInState {
  const activation = parseUrl(request.activationUrl ?? '')
  activation?.searchParams.set('code', code)
  const secondsLeft = Math.max(0, Math.ceil((notAfter - Date.now()) / 1_000))
  return { status: 'second-screen', code, url: activation?.href ?? url, notAfter, secondsLeft }
}
