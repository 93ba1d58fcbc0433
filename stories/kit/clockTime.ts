/** Formats a time (ms since the epoch) as on a clock. */
export const clockTime = (at: number) => new Date(at).toLocaleTimeString()
