import { parseUrl } from '../client/url.ts'
import { PassConfigurationError } from '../oauth/errors/PassConfigurationError.ts'

/** This page's address, without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/** @throws PassConfigurationError that names an address which is none. */
export function checkUrl(name: string, url: string | undefined): void {
  if (url === undefined || parseUrl(url)) return
  throw new PassConfigurationError(`${name} must be an absolute URL`)
}

/** Brings this page elsewhere. */
export const leaveFor = (url: string): void => location.assign(url)
