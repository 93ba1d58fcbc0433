import { parseUrl } from '../client/url.ts'

/** Opens the window in which the viewer will sign in; `null` where the browser blocks it. */
export const openPopup = (): Window | null =>
  open('', 'react-adobe-pass', 'popup,width=480,height=720')

/** Whether the viewer is back on this page's origin, as far as a page may see it. */
export function isBack(
  popup: Window | null,
  apiOrigin: string,
  redirectUrl: string | undefined,
): boolean {
  try {
    const { origin, pathname } = popup?.location ?? {}
    // Behind a proxy on this origin the way to the MVPD lies on it too.
    return (
      origin === location.origin &&
      (apiOrigin !== origin || pathname === parseUrl(redirectUrl ?? '')?.pathname)
    )
  } catch {
    // It shows a page of another origin.
    return false
  }
}
