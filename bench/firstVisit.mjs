import { startDelayedLink } from './delayedLink.mjs'
import { startSecureFront } from './secureFront.mjs'

/** ms, there and back. */
const ROUND_TRIP = 50

/**
 * The ways to visit. `asIs` is the page as it is built; `linked` has the link in its HTML, as a
 * server sends it for `PassProvider`; `unlinked` has no link at all.
 */
const ways = {
  asIs: () => (text) => text,
  linked: (origin) => (text) =>
    text.replace('<head>', `<head><link rel="preconnect" href="${origin}" crossorigin>`),
  unlinked: () => (text) => text.replaceAll('preconnect', 'unlinked'),
}

/**
 * The ms to the answer of the first authorized call, from the navigation (`visit`) and from the first
 * request to the API of the last document (`calls`), in a browser that knows nothing yet: no connection, nothing stored. Page and API are two origins, both over HTTPS and the
 * slow link. A library that signs in a viewer does, and the provider redirects back at once.
 *
 * @param {{ context, pages, servers, library, way: 'asIs' | 'linked' | 'unlinked' }} options
 * `context` must be a persistent one: Chromium ignores the link in an incognito window.
 */
export async function firstVisit({ context, pages, servers, library, way }) {
  const { options } = servers[library.server === 'emulator' ? 'emulator' : 'secureProvider']
  const opened = []
  const open = async (starting) => {
    const started = await starting
    opened.push(started)
    return started
  }
  // New ports are new origins for the browser.
  const overLink = async (port) => {
    const link = await open(startDelayedLink({ port, roundTrip: ROUND_TRIP }))
    return `https://127.0.0.1:${link.port}`
  }
  try {
    const { protocol, port } = new URL(options.origin)
    const secure = protocol === 'https:' ? { port } : await open(startSecureFront(options.origin))
    const origin = await overLink(Number(secure.port))
    const { origin: site, pathname } = new URL(pages.url(library.name))
    const front = await open(startSecureFront(site, ways[way](origin)))
    const redirectUri = (await overLink(front.port)) + pathname

    const page = await context.newPage()
    opened.push(page)
    await page.addInitScript(
      (options) => {
        window.options = options
        // The redirect comes back to a new document.
        sessionStorage.startedAt ??= performance.timeOrigin
      },
      { ...options, origin, redirectUri, signIn: true, caller: true },
    )
    // A look into the page before would run a script there.
    const answered = page.waitForResponse(
      (response) => response.url().startsWith(`${origin}/api/`) && response.ok(),
    )
    await Promise.all([page.goto(redirectUri, { waitUntil: 'commit' }), answered])
    return await answeredAfter(page, origin)
  } finally {
    await Promise.all(opened.toReversed().map((one) => one.close()))
  }
}

async function answeredAfter(page, origin) {
  const took = await page.waitForFunction(
    (origin) => {
      const requests = performance
        .getEntriesByType('resource')
        .filter(({ name, initiatorType }) => name.startsWith(origin) && initiatorType === 'fetch')
      const call = requests.find(({ name }) => new URL(name).pathname.startsWith('/api/'))
      return (
        call && {
          visit: performance.timeOrigin + call.responseEnd - sessionStorage.startedAt,
          calls: call.responseEnd - Math.min(...requests.map(({ startTime }) => startTime)),
        }
      )
    },
    origin,
    { polling: 50 },
  )
  return took.jsonValue()
}
