/**
 * Asks the browser not to evict this origin's data when storage runs short. Old browsers lack the
 * API, and no code depends on the result.
 */
export async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist()
  } catch {
    // Refused, missing or forbidden: the same as not asked.
  }
}
