import { monotonicNow } from '../../platform/monotonicNow.ts'

/** One moment by both clocks of a page. */
export interface Instant {
  /** ms since the epoch by the device's clock. */
  readonly now: number
  /** ms by `monotonicNow`. */
  readonly monotonicNow: number
}

/** Returns the current moment. */
export const presentInstant = (): Instant => ({ now: Date.now(), monotonicNow: monotonicNow() })
