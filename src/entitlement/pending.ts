import * as z from 'zod/mini'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { type Fields, ifMissing, withoutOddItems } from '../rest-v2/leniently.ts'
import type { Session } from '../rest-v2/sessions.ts'
import { once } from '../wire/once.ts'
import { absentIfOdd } from '../wire/orElse.ts'
import { parseUrl } from '../wire/url.ts'
import type { SignInRequest, SignInState } from './SignInState.ts'

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
  const text = read(key)
  if (!text) return undefined
  const { data: pending } = storedPending().safeParse(parseJson(text))
  if (!pending) return undefined
  // The clock may have been put back since: it has no more time for that.
  const notAfter = Math.min(pending.notAfter, Date.now() + pending.lifetime)
  return notAfter > Date.now() ? { ...pending, notAfter } : undefined
}

/**
 * Marks what this tab keeps as that of a popup. A popup begins with a copy of it: the application in
 * it must not go on with this tab's sign-in, and has to know that it is in a popup.
 */
export const markPopup = (key: string): void => write(key, POPUP)

/** Whether this tab began as a popup of a sign-in. It is told once. */
export function takePopupMark(key: string): boolean {
  const isMarked = read(key) === POPUP
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
      // JSON has `null` for Infinity.
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
