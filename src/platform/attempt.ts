/**
 * Returns the result of `access`, or `undefined` if it throws. Any browser API may be missing or
 * throw, even if it is only looked up. Only the feature that uses the API is lost then.
 */
export function attempt<T>(access: () => T): T | undefined {
  try {
    return access()
  } catch {
    return undefined
  }
}
