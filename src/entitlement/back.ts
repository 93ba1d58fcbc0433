/**
 * The script of the page at a popup's `redirectUrl`: it tells the page that opened the popup that
 * the viewer is back, and closes the popup. It exports nothing:
 * `import 'react-adobe-pass/back'`.
 *
 * @packageDocumentation
 */

// It imports nothing, so the built file can be copied next to a static page and loaded from there
// under any Content-Security-Policy.

/** Tells the page that opened this window that the viewer is back, and closes this window. */
function finish() {
  try {
    // The same text as `POPUP_IS_BACK`. It holds no secret, so any origin may receive it.
    window.opener?.postMessage('react-adobe-pass:back', '*')
  } catch {
    // The opener cannot be reached. It polls the profile when it is visible again.
  }
  // Browsers close only windows that a script has opened.
  window.close()
}

if (typeof window !== 'undefined') finish()

export {}
