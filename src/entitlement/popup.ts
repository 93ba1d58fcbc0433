import { attempt } from '../platform/attempt.ts'

/** The message with which a page in a popup says that the viewer is back. `back.ts` sends the same. */
export const POPUP_IS_BACK = 'react-adobe-pass:back'

/** Where a popup is, as far as this page may see it. */
export type PopupPlace = 'away' | 'back' | 'closed'

/** The window in which the viewer signs in. Its methods never throw. */
export interface Popup {
  readonly place: () => PopupPlace
  /** Shows a page in it. `false` if the window is closed or refuses. */
  readonly goTo: (url: string) => boolean
  readonly close: () => void
  /** Whether a message comes from it. */
  readonly hasSent: (event: MessageEvent) => boolean
}

/** Returns a new name for `window.open`, which would use another window of the same name. */
export const newPopupName = (): string =>
  `react-adobe-pass-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`

/**
 * Opens a window, or finds the one of this name. Returns `undefined` if the browser blocks it or gives
 * something else: Cordova's windows have no `location`, and a content blocker gives a hidden frame.
 */
export function openPopup(name: string): Popup | undefined {
  const opened = attempt(() => window.open('', name, 'width=480,height=720'))
  if (opened && attempt(() => isUsable(opened))) return createPopup(opened)
  closeWindow(opened)
  return undefined
}

/** Closes a window, if it is one, but never this page's own. */
export function closeWindow(target: unknown): void {
  if (target !== window) attempt(() => Object(target).close())
}

const isUsable = (opened: Window) =>
  opened !== window &&
  opened.closed === false &&
  // A frame has another one.
  opened.parent === opened &&
  typeof opened.location.replace === 'function'

function createPopup(opened: Window): Popup {
  /** The page before `goTo`. While the window still shows it, the viewer cannot be back. */
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

/** Whether a window shows a page of this origin. Throws for one of another origin. */
function isBack({ document, location: { origin, pathname } }: Window, before?: Document): boolean {
  return (
    document !== before &&
    origin === location.origin &&
    // If both pages have no origin, the window shows no page yet.
    origin !== 'null' &&
    // Through a proxy the way to the MVPD begins on this origin too.
    !pathname.startsWith('/api/v2/')
  )
}
