import type { PassClient } from '../../client/PassClient.ts'
import { perClient } from '../../client/perClient.ts'
import { signInKey, takePopupMark } from './pending.ts'
import { POPUP_IS_BACK } from './popup.ts'

/** ms that the opener gets to close this popup. */
const CLOSING = 500

/**
 * Tells the opener of this popup that the viewer is back, so that it closes the popup. Does so
 * once, and only if the application was loaded at the `redirectUrl` of a sign-in. Resolves with the
 * time of loading, in ms since the epoch: responses about the viewer that were stored before are
 * outdated, because the viewer may have signed in since. In every other page it resolves with
 * `-Infinity` at once.
 */
export const popupReturn = perClient(returnInPopup)

async function returnInPopup(pass: PassClient): Promise<number> {
  if (!takePopupMark(signInKey(pass))) return -Infinity
  const loadedAt = Date.now()
  if (tellOpener()) await new Promise((resolve) => setTimeout(resolve, CLOSING))
  return loadedAt
}

/** Returns whether there was an opener to tell. */
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
