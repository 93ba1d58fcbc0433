const script = /^(javascript|data|vbscript):/

/**
 * Whether `value` is allowed as a redirect URL: an absolute URL, including deep links of
 * applications. If the application has domains, a web page must be on one of them or on a
 * subdomain.
 */
export function isRedirectUrl(value: string, domains?: readonly string[]): boolean {
  if (!URL.canParse(value)) return false
  const { href, protocol, hostname } = new URL(value)
  if (script.test(href)) return false
  if (!domains || !/^https?:$/.test(protocol)) return true
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}
