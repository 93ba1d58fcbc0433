import { createPassEmulator, type PassEmulator } from 'react-adobe-pass/emulator'

/** The page that shows what the emulator answers for a TV provider's page: see its script. */
const providerPage = new URL(`${import.meta.env.BASE_URL}provider.html`, window.location.href)

/**
 * Creates an emulator in this page, for a site without a server: it answers at this page's origin and
 * at `emulatorOrigin`. Its answers lead to a static page instead of the TV providers' pages, and that
 * page asks the emulator of the window that opened it.
 */
export function createEmulatorInPage(emulatorOrigin: string): PassEmulator['fetch'] {
  const emulator = createPassEmulator()
  const open = window.open.bind(window)
  window.open = (...given) => {
    const opened = open(...given)
    return opened && standInFor(opened)
  }
  // A link without an opener would open a page that has nobody to ask.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a')
    if (!link || !isProviderPage(link)) return
    event.preventDefault()
    open(link.href)
  })
  return async (input, init) => {
    const request = new Request(input, init)
    const { origin } = new URL(request.url)
    if (origin === emulatorOrigin) return toProviderPage(await emulator.fetch(request))
    // A page may send any header to its own origin, where `npm start` has a proxy.
    if (origin === window.origin) return toProviderPage(await emulator.handle(request))
    return fetch(request)
  }
}

const isProviderPage = ({ origin, pathname }: { origin: string; pathname: string }) =>
  origin === providerPage.origin && pathname === providerPage.pathname

/** Replaces the URLs of a session's login page and of a sign-out's page. */
async function toProviderPage(response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('json')) return response
  const json = (await response.text()).replace(
    /"url":"(?:https?:\/\/[^/]+)?(\/api\/v2\/authenticate\/[^"]+|\/mvpd\/[^"]+)"/g,
    (_, at: string) => `"url":"${providerPage.href}?${new URLSearchParams({ at })}"`,
  )
  return new Response(json, response)
}

/**
 * The parts of a popup that a sign-in uses. It hides where the popup is while that shows a
 * provider's page: real ones have another origin, and on this one the viewer would be back.
 */
function standInFor(opened: Window): Window {
  const standIn = {
    get parent() {
      return standIn
    },
    get closed() {
      return opened.closed
    },
    get document() {
      return opened.document
    },
    location: {
      get origin() {
        return isProviderPage(opened.location) ? 'null' : opened.location.origin
      },
      get pathname() {
        return opened.location.pathname
      },
      replace: (url: string) => opened.location.replace(url),
    },
    close: () => opened.close(),
  }
  return standIn as unknown as Window
}
