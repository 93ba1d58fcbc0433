/** A moment (ms since the epoch) as a clock shows it. */
export const clockTime = (at: number) => new Date(at).toLocaleTimeString()
