// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
const safelisted = new Set(['accept', 'accept-language', 'content-language', 'range'])
const safelistedTypes = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
])

// https://fetch.spec.whatwg.org/#forbidden-request-header: a page cannot set these, so they need no
// preflight.
const forbidden =
  /^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/

/**
 * Returns the names of the request headers, in lower case, that make a browser send a preflight.
 * Some implementations of `fetch` keep the case of header names (happy-dom does).
 */
export function preflightedHeaders(headers: Headers): readonly string[] {
  return [...headers]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name, value]) => {
      if (safelisted.has(name) || forbidden.test(name)) return false
      const mediaType = value.split(';')[0]?.trim().toLowerCase() ?? ''
      return name !== 'content-type' || !safelistedTypes.has(mediaType)
    })
    .map(([name]) => name)
}
