/**
 * Asks the browser not to drop what this origin has stored when space runs short. Old browsers lack
 * it, and nothing here depends on the answer.
 */
export async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist()
  } catch {
    // Refused, missing or forbidden: the same as not asked.
  }
}
