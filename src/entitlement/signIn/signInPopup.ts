import { parseUrl } from '../../wire/url.ts'
import { keepPending, markPopup, type Pending } from './pending.ts'
import { newPopupName, openPopup, POPUP_IS_BACK, type Popup, type PopupPlace } from './popup.ts'

/** The popup of a sign-in, open or not. */
export interface SignInPopup {
  /** The name by which a reloaded page finds the popup. `undefined` before the first popup. */
  readonly name: () => string | undefined
  /** Sets the name that this tab used before a reload. */
  readonly restore: (name: string | undefined) => void
  /**
   * Opens the popup, or finds the open one. The tab stores `pending`; the popup gets no copy of it.
   */
  readonly open: (pending: Pending | undefined) => void
  /** Navigates the popup. Returns `false` if there is none, or if it refuses. */
  readonly goTo: (url: string) => boolean
  /** Where the popup is. `undefined` if this page knows no popup. */
  readonly place: () => PopupPlace | undefined
  readonly close: () => void
  /**
   * Whether a message says that the viewer is back. After a reload, this page may not know the
   * popup: then only the message's origin is checked.
   */
  readonly isReturn: (event: MessageEvent, redirectUrl: string | undefined) => boolean
}

/** Creates the popup of the sign-in that the tab stores under `storageKey`. It opens no window. */
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
      // The popup gets a copy of the tab's storage at this moment.
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
