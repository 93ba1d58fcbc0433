// What a page needs for headers that Adobe's CORS list does not name: the API on its own origin.

/** Where a login leads to: a viewer under the API's own path is not taken to be back on the page. */
const MVPDS = '/api/v2/mvpd/'

/**
 * `server.proxy` or `preview.proxy` of Vite: the API, and the pages of the emulator's MVPDs, on the
 * page's own origin.
 *
 * @param {() => string} origin where they really are; asked at every request, for an emulator may be
 * started after the server.
 */
export function apiProxy(origin) {
  /** @type {import('vite').ProxyOptions} */
  const proxy = {
    // The emulator leads to its MVPDs' pages on the host that it was called by.
    changeOrigin: false,
    configure(server, options) {
      Object.defineProperty(options, 'target', { enumerable: true, get: origin })
      server.on('proxyRes', ({ headers }) => {
        headers.location &&= headers.location.replace(/^(https?:\/\/[^/]+)\/mvpd\//, `$1${MVPDS}`)
      })
    },
  }
  return {
    [MVPDS]: { ...proxy, rewrite: (path) => path.replace(MVPDS, '/mvpd/') },
    '/o/': proxy,
    '/api/': proxy,
    '/mvpd/': proxy,
  }
}
