import type { PassClient } from '../client/PassClient.ts'
import { warnOnce } from '../client/warnOnce.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { parseUrl } from '../wire/url.ts'
import { viewerStored } from './viewerStored.ts'

/** This page's address, without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/** @throws PassConfigurationError for an address that is not absolute. Development builds log it too. */
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

/** Goes to another page. */
export const leaveFor = (url: string): void => location.assign(url)

/** Calls `leave` once the viewer's changes are stored: a page that is left may lose a write. */
export async function leaveOnceStored(pass: PassClient, leave: () => unknown): Promise<void> {
  // It never rejects. If it cannot be stored, `storage-unavailable` says so.
  await viewerStored(pass)
  leave()
}
