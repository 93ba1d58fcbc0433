/** For what `findBy…` and `waitFor` wait at most: calls are paced, and several stories may run at once. */
export const patience = { timeout: 60_000, interval: 50 }
