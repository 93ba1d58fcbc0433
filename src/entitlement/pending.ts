import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import type { Session } from '../rest-v2/sessions.ts'
import { parseUrl } from '../wire/url.ts'
import type { SignInRequest, SignInScreen, SignInState } from './SignInState.ts'

/** A session that has begun, as its tab keeps it over a reload. */
export interface Pending extends Pick<Session, 'missingParameters'> {
  readonly request: SignInRequest
  readonly code: string
  /** When the code ends: ms since the epoch, by this device's clock. `Infinity` if nobody knows. */
  readonly notAfter: number
  /** ms that the code was good for when it was made. */
  readonly lifetime: number
  /** Where the viewer signs in, unless something is missing. */
  readonly url?: string | undefined
  /** Whether the viewer came back without a sign-in, and nobody is looked for until `retry`. */
  readonly isUnfinished?: boolean | undefined
  /** The name of the popup, which a reloaded page finds again by it. */
  readonly popupName?: string | undefined
}

/** Where a tab keeps the sign-in of a client. */
export const signInKey = (pass: PassClient): string =>
  `${clientParts(pass).recordName}:${pass.serviceProvider}:sign-in`

/** Keeps a session where a reload of this tab, and the way back to it, find it. */
export const keepPending = (key: string, pending: Pending | undefined): void =>
  write(key, pending && JSON.stringify(pending))

/**
 * Reads the session that this tab keeps. `undefined` if there is none, if it is over, or if what is
 * there is none of ours.
 */
export function readPending(key: string): Pending | undefined {
  const { request, code, missingParameters, url, isUnfinished, popupName, ...times } = read(key)
  if (!textOf(code) || !Array.isArray(missingParameters) || Object(request) !== request) return
  // JSON has no Infinity. The clock may have been put back since: it has no more time for that.
  const lifetime = timeOf(times['lifetime'] ?? null)
  const notAfter = Math.min(timeOf(times['notAfter']), Date.now() + lifetime)
  if (!(notAfter > Date.now())) return
  return {
    request: readRequest(Object(request)),
    code: String(code),
    notAfter,
    lifetime,
    missingParameters: missingParameters.map(String),
    url: textOf(url),
    isUnfinished: isUnfinished === true || undefined,
    popupName: textOf(popupName),
  }
}

/**
 * Marks what this tab keeps as that of a popup. A popup begins with a copy of it: the application in
 * it must not go on with this tab's sign-in, and has to know that it is in a popup.
 */
export const markPopup = (key: string): void => write(key, POPUP)

/** Whether this tab began as a popup of a sign-in. It is told once. */
export function takePopupMark(key: string): boolean {
  const isMarked = read(key)['popup'] === true
  if (isMarked) write(key, undefined)
  return isMarked
}

/** What a second screen is to be told, `msLeft` before the code ends. */
export function secondScreen(
  { request, code, notAfter, url }: Pending,
  msLeft: number,
): SignInState {
  const activation = parseUrl(request.activationUrl ?? '')
  activation?.searchParams.set('code', code)
  const secondsLeft = Math.max(0, Math.ceil(msLeft / 1_000))
  return { status: 'second-screen', code, url: activation?.href ?? url, notAfter, secondsLeft }
}

const POPUP = JSON.stringify({ popup: true })

function write(key: string, text: string | undefined) {
  try {
    if (text === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // Forbidden or full: it lasts as long as the page.
  }
}

function read(key: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(sessionStorage.getItem(key) ?? ''))
  } catch {
    return {}
  }
}

const screens: readonly SignInScreen[] = ['popup', 'redirect', 'second-screen']

/** Without `navigate`, which JSON cannot hold. */
const readRequest = (given: Readonly<Record<string, unknown>>): SignInRequest => ({
  mvpd: textOf(given['mvpd']),
  domainName: textOf(given['domainName']),
  redirectUrl: textOf(given['redirectUrl']),
  activationUrl: textOf(given['activationUrl']),
  screen: screens.find((screen) => screen === given['screen']),
})

const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

const timeOf = (value: unknown) =>
  value === null ? Infinity : typeof value === 'number' ? value : Number.NaN
