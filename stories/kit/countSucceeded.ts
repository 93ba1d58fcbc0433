import type { Entry } from './createJournal.ts'
import type { CallTarget } from './emulator.ts'

/** How many requests of a kind have succeeded. */
export const countSucceeded = (entries: readonly Entry[], target: CallTarget): number =>
  entries.filter(
    (entry) =>
      entry.kind === 'request' &&
      entry.call.target === target &&
      typeof entry.status === 'number' &&
      entry.status < 300,
  ).length
