import { PassResponseError } from '../errors/PassResponseError.ts'

/**
 * The absolute form of a `url` in an answer, which may be relative to the API origin.
 *
 * @throws PassResponseError where there is none, or none that a page may go to.
 */
export function answerUrl(
  { origin }: { readonly origin: string },
  { url }: { readonly url?: string | undefined },
): string {
  try {
    const { protocol, href } = new URL(url ?? '?', url && origin)
    if (/^https?:$/.test(protocol)) return href
  } catch {
    // The engine's message would quote it.
  }
  throw new PassResponseError('The answer does not say where to go', 200, ['url'])
}
