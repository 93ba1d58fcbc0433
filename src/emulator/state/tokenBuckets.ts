import type { EmulatedThrottle } from '../PassEmulatorOptions.ts'
import type { Clock } from './clock.ts'

/** One token bucket per device: 1 request a second, with a burst of 10. */
export interface TokenBuckets {
  /** Takes a token. Returns `false` if there is none. */
  readonly take: (device: string) => boolean
  readonly takeForPreflight: (device: string) => boolean
  readonly reset: () => void
}

interface Bucket {
  credit: number
  at: number
}

// In whole ms, because thirds of a second would not add up to a token.
const cost = 1000
const burst = 10 * cost

/** Creates full buckets, or none for `throttle: false`. */
export function createTokenBuckets(
  clock: Clock,
  throttle: boolean | EmulatedThrottle,
): TokenBuckets {
  const { refill = true, countPreflights = false } = typeof throttle === 'object' ? throttle : {}
  const buckets = new Map<string, Bucket>()

  const take = (device: string): boolean => {
    if (throttle === false) return true
    const now = clock.now()
    const bucket = buckets.get(device) ?? { credit: burst, at: now }
    buckets.set(device, bucket)
    const capacity = refill ? burst : Math.max(cost, bucket.credit)
    // The rest of the one-time allowance does not grow. Only an empty bucket earns a token.
    const earns = refill || bucket.credit < cost
    const earned = earns ? Math.max(0, now - bucket.at) : 0
    bucket.credit = Math.min(capacity, bucket.credit + earned)
    bucket.at = now
    if (bucket.credit < cost) return false
    bucket.credit -= cost
    return true
  }

  return {
    take,
    takeForPreflight: (device) => !countPreflights || take(device),
    reset: () => buckets.clear(),
  }
}
