import type { PassClient } from '../client/PassClient.ts'
import { warnOnce } from '../client/warnOnce.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { parseUrl } from '../wire/url.ts'
import { viewerStored } from './viewer/viewerStored.ts'

/**
 * Navigates to the MVPD's page, whose absolute URL it gets. `false`: the hook does not navigate,
 * and you open the URL yourself.
 */
export type Navigate = ((url: string) => void) | false

/** URLs of the application's own pages. */
interface PageUrls {
  readonly redirectUrl?: string | undefined
  readonly activationUrl?: string | undefined
}

/** This page's URL without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/** The given parameters with absolute URLs. Relative ones are resolved against this page. */
export function withAbsoluteUrls<Parameters extends PageUrls>(given: Parameters): Parameters {
  const { redirectUrl, activationUrl } = given
  return {
    ...given,
    ...(redirectUrl !== undefined && { redirectUrl: absolute(redirectUrl) }),
    ...(activationUrl !== undefined && { activationUrl: absolute(activationUrl) }),
  }
}

// What is no URL stays as it is, and `checkUrls` reports it.
const absolute = (url: string) =>
  parseUrl(url) ? url : (parseUrl(url, location.href)?.href ?? url)

/**
 * Checks that the given URLs are URLs. Development builds log the error too.
 *
 * @throws PassConfigurationError if one is none.
 */
export function checkUrls(given: PageUrls): void {
  for (const name of ['redirectUrl', 'activationUrl'] as const) {
    const url = given[name]
    if (url === undefined || parseUrl(url)) continue
    const error = new PassConfigurationError(`${name} must be a URL, such as '/back.html'`)
    warnOnce(error.message)
    throw error
  }
}

/** Navigates to another page. */
export const leaveFor = (url: string): void => location.assign(url)

/** Calls `leave` once the viewer's changes are stored: a page that unloads may lose a write. */
export async function leaveOnceStored(pass: PassClient, leave: () => unknown): Promise<void> {
  // Never rejects. If storing fails, `storage-unavailable` is emitted.
  await viewerStored(pass)
  leave()
}
