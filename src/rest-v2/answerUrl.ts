import { PassResponseError } from '../errors/PassResponseError.ts'

/**
 * The absolute form of a `url` in a response, which may be relative to the API origin.
 *
 * @throws PassResponseError if there is no `url`, or none that a page may go to.
 */
export function answerUrl(
  client: {
    /** The API origin: that of a `PassClient`. */
    readonly origin: string
  },
  {
    url,
  }: {
    /** The `url` of the response: absolute, or relative to `origin`. */
    readonly url?: string | undefined
  },
): string {
  try {
    const { protocol, href } = new URL(url ?? '?', url && client.origin)
    if (/^https?:$/.test(protocol)) return href
  } catch {
    // Not used as `cause`: the engine's message would quote the URL.
  }
  throw new PassResponseError('The answer does not say where to go', 200, ['url'])
}
