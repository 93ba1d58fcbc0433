import { parseUrl } from '../client/url.ts'
import { PassConfigurationError } from '../oauth/errors/PassConfigurationError.ts'

/** An address from an answer, which may be relative to the API origin; only where a page may go. */
export function httpUrl(url: string | undefined, origin: string): string | undefined {
  const { protocol, href } = parseUrl(url ?? '', origin) ?? {}
  return url && /^https?:$/.test(protocol ?? '') ? href : undefined
}

/** This page's address, without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/** @throws PassConfigurationError that names an address which is none. */
export function checkUrl(name: string, url: string | undefined): void {
  if (url === undefined || parseUrl(url)) return
  throw new PassConfigurationError(`${name} must be an absolute URL`)
}

/** Brings this page elsewhere. */
export const leaveFor = (url: string): void => location.assign(url)
