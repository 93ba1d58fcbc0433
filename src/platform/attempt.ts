/**
 * What `access` gives, `undefined` where it throws. Every API of the browser may be missing or
 * throw, also when it is only looked up: that costs what the API serves, and nothing else.
 */
export function attempt<T>(access: () => T): T | undefined {
  try {
    return access()
  } catch {
    return undefined
  }
}
