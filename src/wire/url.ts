/** Like `new URL`, but returns `undefined` instead of throwing an error that quotes the URL. */
export function parseUrl(url: string | URL, base?: string): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}
