import { attempt } from './attempt.ts'

/** ms for which `performance.now` may stand still, as a coarse clock does, before it counts as broken. */
const STILL = 1_000

/** ms that pass at most, by the device's clock, while `performance.now` does not work. */
const LONGEST_STEP = 60_000

let passed = 0
let last: { readonly page: number; readonly device: number } | undefined

/**
 * ms since a moment of this page's life. It never jumps when the device's clock is set, but may
 * stand still while the device sleeps. Where `performance.now` is missing, throws, stands still or runs
 * backwards, it goes by the device's clock.
 */
export function monotonicNow(): number {
  const page = attempt(() => performance.now()) ?? last?.page ?? 0
  const now = { page, device: Date.now() }
  const before = (last ??= now)
  const byPage = now.page - before.page
  const byDevice = now.device - before.device
  if (byPage === 0 && Math.abs(byDevice) < STILL) return passed
  last = now
  return (passed += byPage > 0 ? byPage : Math.min(Math.max(byDevice, 0), LONGEST_STEP))
}
