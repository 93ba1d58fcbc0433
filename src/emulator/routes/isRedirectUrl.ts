const script = /^(javascript|data|vbscript):/

/**
 * Whether a user agent may be sent to `value`: an absolute URL, deep links of applications included,
 * and a web page only on one of the application's domains or a domain below it, where it has any.
 */
export function isRedirectUrl(value: string, domains?: readonly string[]): boolean {
  if (!URL.canParse(value)) return false
  const { href, protocol, hostname } = new URL(value)
  if (script.test(href)) return false
  if (!domains || !/^https?:$/.test(protocol)) return true
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}
