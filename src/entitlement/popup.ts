/** Opens the window in which the viewer will sign in; `null` where the browser blocks it. */
export const openPopup = (): Window | null => open('', 'react-adobe-pass', 'width=480,height=720')

/** Whether the viewer is back on this page's origin, as far as a page may see it. */
export function isBack(popup: Window | null): boolean {
  try {
    const { origin, pathname } = Object(popup).location
    // Through a proxy the way to the MVPD begins on this origin too.
    return origin === location.origin && !pathname.startsWith('/api/v2/')
  } catch {
    // It shows a page of another origin.
    return false
  }
}
