import { parseUrl } from '../wire/url.ts'
import { keepPending, markPopup, type Pending } from './pending.ts'
import { newPopupName, openPopup, POPUP_IS_BACK, type Popup, type PopupPlace } from './popup.ts'

/** The popup of a sign-in, which may be open or not. */
export interface SignInPopup {
  /** The name by which a reloaded page finds the popup again. `undefined` before there was one. */
  readonly name: () => string | undefined
  /** Takes the name that the page before a reload used. */
  readonly restore: (name: string | undefined) => void
  /** Opens the popup, or finds the open one. The tab keeps `pending`, which the popup does not copy. */
  readonly open: (pending: Pending | undefined) => void
  /** Returns whether the popup shows a page now. */
  readonly goTo: (url: string) => boolean
  /** `undefined` if this page knows of no popup. */
  readonly place: () => PopupPlace | undefined
  readonly close: () => void
  /** Whether a message says that the viewer is back. This page may not know the popup, after a reload. */
  readonly isReturn: (event: MessageEvent, redirectUrl: string | undefined) => boolean
}

/** Makes the popup of a sign-in that the tab keeps under `storageKey`. It opens nothing. */
export function createSignInPopup(storageKey: string): SignInPopup {
  let popup: Popup | undefined
  let name: string | undefined

  return {
    name: () => name,
    restore: (known) => {
      name = known
    },
    open(pending) {
      name ??= newPopupName()
      // The popup begins with a copy of what the tab keeps at this moment.
      markPopup(storageKey)
      popup = openPopup(name)
      keepPending(storageKey, pending)
    },
    goTo: (url) => popup?.goTo(url) ?? false,
    place: () => popup?.place(),
    close() {
      popup?.close()
      popup = undefined
    },
    isReturn(event, redirectUrl) {
      if (event.data !== POPUP_IS_BACK) return false
      if (popup) return popup.hasSent(event)
      return [location.origin, parseUrl(redirectUrl ?? '')?.origin].includes(event.origin)
    },
  }
}
