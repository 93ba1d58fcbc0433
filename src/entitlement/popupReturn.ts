import type { PassClient } from '../client/PassClient.ts'
import { signInKey, takePopupMark } from './pending.ts'
import { POPUP_IS_BACK } from './popup.ts'

/** ms that the page which opened a popup has to close it. */
const CLOSING = 500

const returns = new WeakMap<PassClient, Promise<number>>()

/**
 * Lets an application that was loaded in the popup of a sign-in, as the page at `redirectUrl`, say
 * that the viewer is back: the page that opened the popup closes it. Resolves with the time, in ms
 * since the epoch, before which nothing is believed that is stored about the viewer, who may have
 * signed in since. 0 in every other page, at once.
 */
export function popupReturn(pass: PassClient): Promise<number> {
  const known = returns.get(pass) ?? returnInPopup(pass)
  returns.set(pass, known)
  return known
}

async function returnInPopup(pass: PassClient): Promise<number> {
  if (!takePopupMark(signInKey(pass))) return 0
  const loadedAt = Date.now()
  if (tellOpener()) await new Promise((resolve) => setTimeout(resolve, CLOSING))
  return loadedAt
}

/** Whether there is a page to tell. */
function tellOpener(): boolean {
  try {
    const { opener } = window
    if (!opener || opener.closed) return false
    opener.postMessage(POPUP_IS_BACK, '*')
    return true
  } catch {
    return false
  }
}
