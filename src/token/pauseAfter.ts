/** No pause is longer, in ms. */
export const LONGEST_PAUSE = 300_000

/**
 * ms from a failure to the next try that nobody asks for: three times as long as it was quiet
 * before, at least 30 and at most 200 s, and by chance up to half as much again. So browsers do not
 * hammer a server that is down, nor come back all at once when it is up.
 *
 * @param quiet ms since the failure before this one; 0 where all was well.
 */
export const pauseAfter = (quiet: number, random = Math.random) =>
  Math.min(Math.max(3 * quiet, 30_000), 200_000) * (1 + random() / 2)
