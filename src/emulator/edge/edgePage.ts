/**
 * Returns an HTML page that the edge serves instead of a response: no CORS headers, no
 * `Retry-After`.
 */
export function edgePage(status: number, reason: string): Response {
  const title = `${status} ${reason}`
  const html =
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n` +
    `<center><h1>${title}</h1></center>\r\n<hr><center>openresty</center>\r\n</body>\r\n</html>\r\n`
  return new Response(html, { status, headers: { 'content-type': 'text/html' } })
}
