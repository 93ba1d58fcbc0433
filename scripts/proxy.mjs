// What a page needs for headers that Adobe's CORS list does not name: the API on its own origin.

/**
 * `server.proxy` or `preview.proxy` of Vite: the API, and the pages of the emulator's MVPDs, on the
 * page's own origin.
 *
 * @param {() => string} origin where they really are; asked at every request, for an emulator may be
 * started after the server.
 */
export function apiProxy(origin) {
  const proxy = {
    // The emulator leads to its MVPDs' pages on the host that it was called by.
    changeOrigin: false,
    /** @type {import('vite').ProxyOptions['configure']} */
    configure: (_proxy, options) => {
      Object.defineProperty(options, 'target', { enumerable: true, get: origin })
    },
  }
  return { '/o/': proxy, '/api/': proxy, '/mvpd/': proxy }
}
