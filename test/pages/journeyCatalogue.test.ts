import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { click, expectShown, passed, shown, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

const RESOURCES = 100

/** How many calls exceed Adobe's documented limits, if they arrive in the moment they are sent. */
function overdrawn(times: readonly number[]) {
  let left = 10
  let last = Number(times[0])
  return times.filter((at) => {
    left = Math.min(10, left + (at - last) / 1_000)
    last = at
    return --left < 0
  }).length
}

/** Waits until nothing is pending. A viewer clicks again after an error; resolves with how often. */
async function untilShown(
  tab: Page,
  output: 'catalogue' | 'watch',
  { pending, done, button }: Readonly<Record<'pending' | 'done' | 'button', string>>,
): Promise<number> {
  for (let repeats = 0; ; await passed(500)) {
    const now = await shown(tab, output)
    if (now === done) return repeats
    if (now === pending) continue
    repeats++
    await click(tab, button)
  }
}

/** All interpretations of what Adobe's documentation says about its token bucket. */
const readings = [
  { refill: true, countPreflights: false },
  { refill: false, countPreflights: false },
  { refill: true, countPreflights: true },
  { refill: false, countPreflights: true },
]

describe.concurrent('a catalogue of 100 resources', () => {
  test.for(readings)(
    'is decided completely, and a playback overtakes it: %j',
    async (throttle, context) => {
      const { expect } = context
      const { emulator, openTab } = await scene(context, { throttle })
      const tab = await openTab({ resources: RESOURCES, mvpd: undefined })
      await expectShown(tab, 'profile', 'signed-out')
      emulator.signIn()
      // Until the client assumes that its burst is available again.
      await passed(3_000)
      const from = emulator.log.length
      const since = Date.now()
      await click(tab, 'Ask again')
      await passed(4_000)
      await tab.getByRole('button', { name: 'Watch' }).evaluate((button: HTMLElement) => {
        window.journey.note('click')
        button.click()
      })
      const repeats =
        (await untilShown(tab, 'watch', { pending: '', done: 'a media token', button: 'Watch' })) +
        (await untilShown(tab, 'catalogue', {
          pending: 'pending',
          done: 'known',
          button: 'Try again',
        }))
      // There the bucket never has enough for a call with its preflight, and calls may fail for good.
      const isHardest = !throttle.refill && throttle.countPreflights
      if (!isHardest) expect(repeats).toBe(0)
      await expectShown(tab, 'permitted', String(RESOURCES))
      const seconds = (Date.now() - since) / 1_000

      const log = emulator.log.slice(from)
      const refused = log.filter(({ status }) => status === 429).length
      const sent = await tab.evaluate(() => window.journey.sent())
      const paths = sent.map(({ path }) => path)
      const playback = paths.findIndex((path) => path.includes('/authorize/'))
      const passedBy = playback - paths.indexOf('click') - 1
      console.log(
        `${JSON.stringify(throttle)}: ${log.length} calls in ${seconds.toFixed(1)} s, ${refused} times 429, a playback after ${passedBy} others, asked again ${repeats} times`,
      )
      const decided = log.filter(
        ({ url, status }) => url.includes('/preauthorize/') && status === 200,
      )
      expect(decided).toHaveLength(RESOURCES / 5)
      // A page sees neither preflights nor a burst that does not refill: check only the other case.
      // Use the page's own clock, because a busy machine delivers requests late.
      const calls = sent.filter(({ path }) => path !== 'click').map(({ at }) => at)
      if (throttle.refill && !throttle.countPreflights) expect(overdrawn(calls)).toBe(0)
      expect(refused).toBeLessThan((1 + repeats) * (RESOURCES / 5))
      // Two calls are under way at the same time, and one may be repeated.
      expect(passedBy).toBeLessThanOrEqual(3)
    },
  )
})
