import type { PassClient } from '../client/PassClient.ts'
import { warnOnce } from '../client/warnOnce.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { parseUrl } from '../wire/url.ts'
import { viewerStored } from './viewer/viewerStored.ts'

/** This page's URL without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/**
 * Checks that the given URLs are absolute. Development builds log the error too.
 *
 * @throws PassConfigurationError if one is not absolute.
 */
export function checkUrls(given: {
  readonly redirectUrl?: string | undefined
  readonly activationUrl?: string | undefined
}): void {
  for (const name of ['redirectUrl', 'activationUrl'] as const) {
    const url = given[name]
    if (url === undefined || parseUrl(url)) continue
    const error = new PassConfigurationError(`${name} must be an absolute URL`)
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
