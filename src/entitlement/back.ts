// What the page at `redirectUrl` of a popup runs. It imports nothing, so that the built file can be
// copied beside a static page and loaded from there under any Content-Security-Policy.

/** Tells the page that opened this window that the viewer is back, and closes the window. */
function finish() {
  try {
    // The same text as `POPUP_IS_BACK`. It says nothing that another origin must not hear.
    window.opener?.postMessage('react-adobe-pass:back', '*')
  } catch {
    // Cut off from it: that page looks for the viewer when it is visible again.
  }
  // A browser leaves a window open that no script has opened.
  window.close()
}

if (typeof window !== 'undefined') finish()

export {}
