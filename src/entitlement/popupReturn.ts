import type { PassClient } from '../client/PassClient.ts'
import { perClient } from '../client/perClient.ts'
import { signInKey, takePopupMark } from './pending.ts'
import { POPUP_IS_BACK } from './popup.ts'

/** ms for the page that opened this popup to close it. */
const CLOSING = 500

/**
 * Tells the page that opened this one as a popup that the viewer is back, so that it closes the popup.
 * It does so once, and only if the application was loaded at the `redirectUrl` of a sign-in. Resolves
 * with the time of loading, in ms since the epoch: stored answers about the viewer from before are
 * outdated, because the viewer may have signed in since. Resolves with 0 at once in every other page.
 */
export const popupReturn = perClient(returnInPopup)

async function returnInPopup(pass: PassClient): Promise<number> {
  if (!takePopupMark(signInKey(pass))) return 0
  const loadedAt = Date.now()
  if (tellOpener()) await new Promise((resolve) => setTimeout(resolve, CLOSING))
  return loadedAt
}

/** Returns whether there was a page to tell. */
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
