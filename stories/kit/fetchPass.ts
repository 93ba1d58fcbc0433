const { VITE_EMULATOR_IN_PAGE } = import.meta.env

type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>

/** Where the emulator in the page is. No server answers at this address. */
export const originInPage = 'https://emulator.example'

declare global {
  interface Window {
    /** The emulator of this page, of its frames and of its popups, if there is no server. */
    fetchFromEmulator?: Promise<Fetch>
  }
}

/**
 * The `fetch` of the stories. On the documentation site, which has no server, it asks an emulator in
 * this page.
 */
export const fetchPass: Fetch = VITE_EMULATOR_IN_PAGE
  ? async (input, init) => (await fromEmulator())(input, init)
  : (input, init) => fetch(input, init)

function fromEmulator(): Promise<Fetch> {
  // A frame of a story shares the emulator of the story.
  const page = window.frameElement?.hasAttribute('data-origin') ? window.parent : window
  page.fetchFromEmulator ??= import('./emulatorInPage.ts').then(({ createEmulatorInPage }) =>
    createEmulatorInPage(originInPage),
  )
  return page.fetchFromEmulator
}
