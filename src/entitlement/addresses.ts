import type { PassClient } from '../client/PassClient.ts'
import { warnOnce } from '../client/warnOnce.ts'
import { PassConfigurationError } from '../errors/PassConfigurationError.ts'
import { parseUrl } from '../wire/url.ts'
import { viewerStored } from './viewerStored.ts'

/** This page's address, without its fragment. */
export const pageUrl = () => location.href.replace(/#.*/, '')

/** @throws PassConfigurationError that names an address which is none; in development the console says so too. */
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

/** Brings this page elsewhere. */
export const leaveFor = (url: string): void => location.assign(url)

/**
 * Leaves this page for the MVPD once what the viewer picked is stored: a write that is under way may
 * be lost with the page.
 */
export async function leaveOnceStored(pass: PassClient, leave: () => unknown): Promise<void> {
  // It never rejects: where it cannot be stored, `storage-unavailable` says so.
  await viewerStored(pass)
  leave()
}
