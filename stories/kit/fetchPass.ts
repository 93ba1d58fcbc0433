const { VITE_EMULATOR_IN_PAGE } = import.meta.env

type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>

declare global {
  interface Window {
    /** The emulator of this page and of its frames, if there is no server. */
    fetchFromEmulator?: Promise<Fetch>
  }
}

/**
 * The `fetch` of the stories. On the documentation site, which has no server, it reaches an emulator in
 * this page; the pages of its TV providers do not exist there.
 */
export const fetchPass: Fetch = VITE_EMULATOR_IN_PAGE
  ? async (input, init) => (await fromEmulator())(input, init)
  : (input, init) => fetch(input, init)

function fromEmulator(): Promise<Fetch> {
  // A frame of a story shares the emulator of the story.
  const page = window.frameElement?.hasAttribute('data-origin') ? window.parent : window
  page.fetchFromEmulator ??= import('react-adobe-pass/emulator').then(
    ({ createPassEmulator }) => createPassEmulator().fetch,
  )
  return page.fetchFromEmulator
}
