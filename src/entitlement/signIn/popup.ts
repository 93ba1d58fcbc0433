import { attempt } from '../../platform/attempt.ts'

/**
 * The message by which a page in a popup says that the viewer is back. `back.ts` sends the same.
 */
export const POPUP_IS_BACK = 'react-adobe-pass:back'

/** Where a popup is, as far as this page can see. */
export type PopupPlace = 'away' | 'back' | 'closed'

/** The window in which the viewer signs in. Its methods never throw. */
export interface Popup {
  readonly place: () => PopupPlace
  /** Navigates the popup to a URL. Returns `false` if the window is closed or refuses. */
  readonly goTo: (url: string) => boolean
  readonly close: () => void
  /** Whether the popup sent this message. */
  readonly hasSent: (event: MessageEvent) => boolean
}

/** Returns a unique name for `window.open`: it reuses a window that has the same name. */
export const newPopupName = (): string =>
  `react-adobe-pass-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`

/**
 * Opens a window, or finds the one with this name. Returns `undefined` if the browser blocks it or
 * returns something else: Cordova's windows have no `location`, and a content blocker may return a
 * hidden frame.
 */
export function openPopup(name: string): Popup | undefined {
  const opened = attempt(() => window.open('', name, 'width=480,height=720'))
  if (opened && attempt(() => isUsable(opened))) return createPopup(opened)
  closeWindow(opened)
  return undefined
}

/** Closes `target` if it is a window, but never this page's own. */
export function closeWindow(target: unknown): void {
  if (target !== window) attempt(() => Object(target).close())
}

const isUsable = (opened: Window) =>
  opened !== window &&
  opened.closed === false &&
  // A frame has a different parent.
  opened.parent === opened &&
  typeof opened.location.replace === 'function'

function createPopup(opened: Window): Popup {
  /** The document before `goTo`. While the window still shows it, the viewer cannot be back. */
  let before: Document | undefined
  const isOpen = () => attempt(() => !opened.closed) ?? false

  return {
    place() {
      if (!isOpen()) return 'closed'
      return attempt(() => isBack(opened, before)) ? 'back' : 'away'
    },
    goTo(url) {
      before = attempt(() => opened.document)
      return (
        isOpen() &&
        (attempt(() => {
          opened.location.replace(url)
          return true
        }) ??
          false)
      )
    },
    close: () => closeWindow(opened),
    hasSent: ({ source }) => source === opened,
  }
}

/** Whether a window shows a page of this origin. Throws if the page has another origin. */
function isBack({ document, location: { origin, pathname } }: Window, before?: Document): boolean {
  return (
    document !== before &&
    origin === location.origin &&
    // If both pages have an opaque origin, the window shows no page yet.
    origin !== 'null' &&
    // Behind a proxy, the way to the MVPD starts on this origin too.
    !pathname.startsWith('/api/v2/')
  )
}
