/** Options for `findBy…` and `waitFor`: calls are paced, and several stories may run at once. */
export const patience = { timeout: 60_000, interval: 50 }
