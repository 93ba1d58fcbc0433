import { attempt } from './attempt.ts'

/**
 * ms that `performance.now` may stand still, as a coarse clock does, before it counts as broken.
 */
const STILL = 1_000

/**
 * ms. The longest step by the device's clock, which is used while `performance.now` does not work.
 */
const LONGEST_STEP = 60_000

let passed = 0
let last: { readonly page: number; readonly device: number } | undefined

/**
 * ms since a fixed moment in this page's life. It does not jump when the device's clock is set, but
 * may stand still while the device sleeps. If `performance.now` is missing, throws, stands still or
 * runs backwards, the device's clock is used instead.
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
