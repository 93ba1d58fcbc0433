import * as z from 'zod/mini'
import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { type Fields, ifMissing, withoutOddItems } from '../../rest-v2/leniently.ts'
import type { Session } from '../../rest-v2/sessions.ts'
import { once } from '../../wire/once.ts'
import { absentIfOdd } from '../../wire/orElse.ts'
import { parseUrl } from '../../wire/url.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'

/** A started session, as the tab stores it for a reload. */
export interface Pending extends Pick<Session, 'missingParameters'> {
  readonly request: SignInRequest
  readonly code: string
  /** A fingerprint of the registration that the session belongs to. `undefined` if unknown. */
  readonly owner?: string | undefined
  /** When the code expires: ms since the epoch by this device's clock. `Infinity` if unknown. */
  readonly notAfter: number
  /** The lifetime of a new code in ms. */
  readonly lifetime: number
  /** The URL at which the viewer signs in. `undefined` while parameters are missing. */
  readonly url?: string | undefined
  /** Whether the viewer came back without a sign-in. Polling stops until `retry`. */
  readonly isUnfinished?: boolean | undefined
  /** The name of the popup. A reloaded page finds the popup by it. */
  readonly popupName?: string | undefined
}

/** The sessionStorage key of a client's sign-in. */
export const signInKey = (pass: PassClient): string =>
  `${clientParts(pass).recordName}:${pass.serviceProvider}:sign-in`

/** Stores a session in the tab, for a reload and for the return from the MVPD. */
export const keepPending = (key: string, pending: Pending | undefined): void =>
  write(key, pending && JSON.stringify(pending))

/**
 * Reads the session that the tab has stored. `undefined` if there is none, if it has expired, or if
 * the stored text is not a session.
 */
export function readPending(key: string): Pending | undefined {
  const text = read(key)
  if (!text) return undefined
  const { data: pending } = storedPending().safeParse(parseJson(text))
  if (!pending) return undefined
  // After the clock was set back, `notAfter` would be too late: limit it to the lifetime.
  const notAfter = Math.min(pending.notAfter, Date.now() + pending.lifetime)
  return notAfter > Date.now() ? { ...pending, notAfter } : undefined
}

/**
 * Stores a mark in place of the session. A new popup gets a copy of this tab's storage: its
 * application must not continue the sign-in, and must know that it runs in a popup.
 */
export const markPopup = (key: string): void => write(key, POPUP)

/** Whether this tab was opened as a sign-in popup. Removes the mark. */
export function takePopupMark(key: string): boolean {
  const isMarked = read(key) === POPUP
  if (isMarked) write(key, undefined)
  return isMarked
}

/** Returns the state that shows the code, `msLeft` before it expires. */
export function secondScreen(
  { request, code, notAfter, url }: Pending,
  msLeft: number,
): SignInState {
  const activation = parseUrl(request.activationUrl ?? '')
  activation?.searchParams.set('code', code)
  // Sums of fractions of a ms are a little off.
  const secondsLeft = Math.max(0, Math.ceil(Math.round(msLeft) / 1_000))
  return { status: 'second-screen', code, url: activation?.href ?? url, notAfter, secondsLeft }
}

const POPUP = JSON.stringify({ popup: true })

function write(key: string, text: string | undefined) {
  try {
    if (text === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // sessionStorage is forbidden or full: the session is lost with the page.
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const word = () => z.string().check(z.minLength(1))

const storedPending = /* @__PURE__ */ once(
  () =>
    z.object({
      request: z.object({
        mvpd: absentIfOdd(word()),
        domainName: absentIfOdd(word()),
        redirectUrl: absentIfOdd(word()),
        activationUrl: absentIfOdd(word()),
        screen: absentIfOdd(z.enum(['popup', 'redirect', 'second-screen'])),
      } satisfies Fields<Omit<SignInRequest, 'navigate'>>),
      code: word(),
      owner: absentIfOdd(word()),
      // JSON stores Infinity as `null`.
      notAfter: z.pipe(
        z.nullable(z.number()),
        z.transform((ms) => ms ?? Infinity),
      ),
      lifetime: ifMissing(z.number(), () => Infinity),
      missingParameters: withoutOddItems(z.array(z.string())),
      url: absentIfOdd(word()),
      isUnfinished: absentIfOdd(z.literal(true)),
      popupName: absentIfOdd(word()),
    } satisfies Fields<Pending>) satisfies z.ZodMiniType<Pending>,
)
