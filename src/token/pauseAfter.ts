/** ms. The longest pause. */
export const LONGEST_PAUSE = 300_000

/**
 * ms from a failure to the next try that no caller asks for: three times `quiet`, at least 30 and
 * at most 200 s, plus a random 0 to 50 %. Browsers then do not overload a server that is down, and
 * do not all return at once when it is up.
 *
 * @param quiet ms since the previous failure; 0 if there was a success in between.
 */
export const pauseAfter = (quiet: number, random = Math.random) =>
  Math.min(Math.max(3 * quiet, 30_000), 200_000) * (1 + random() / 2)
