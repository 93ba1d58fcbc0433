import { describe, test } from 'vitest'
import { click, expectShown, passed, withJourney } from './journeyTestbed.ts'

const scene = withJourney()

const RESOURCES = 100

/** Every reading of what Adobe's documentation says of its token bucket. */
const readings = [
  { refill: true, countPreflights: false },
  { refill: false, countPreflights: false },
  { refill: true, countPreflights: true },
  { refill: false, countPreflights: true },
]

describe.concurrent('a catalogue of 100', () => {
  test.for(readings)(
    'is known in time, and a playback passes it: %j',
    async (throttle, context) => {
      const { expect } = context
      const { emulator, openTab } = await scene(context, { throttle })
      const tab = await openTab({ resources: RESOURCES, mvpd: undefined })
      await expectShown(tab, 'profile', 'signed-out')
      emulator.signIn()
      // As long as it takes a client to believe that its allowance is back.
      await passed(3_000)
      const from = emulator.log.length
      const since = Date.now()
      await tab.evaluate(() => window.journey.queryClient.refetchQueries())
      await passed(4_000)
      const clicked = Date.now()
      await click(tab, 'Watch')
      await expectShown(tab, 'watch', 'a media token')
      const waited = Date.now() - clicked
      await expectShown(tab, 'catalogue', 'known', { timeout: 60_000 })
      await expectShown(tab, 'permitted', String(RESOURCES))
      const seconds = (Date.now() - since) / 1_000

      const log = emulator.log.slice(from)
      const refused = log.filter(({ status }) => status === 429).length
      console.log(
        `${JSON.stringify(throttle)}: ${log.length} calls in ${seconds.toFixed(1)} s, ${refused} times 429, a playback after ${waited} ms`,
      )
      const calls = log.filter(
        ({ url, status }) => url.includes('/preauthorize/') && status === 200,
      )
      expect(calls).toHaveLength(RESOURCES / 5)
      // The allowance that does not come back, and preflights, are nothing that a page can see.
      const { refill, countPreflights } = throttle
      // One at most, for requests arrive late where a machine is very busy.
      if (refill && !countPreflights) expect(refused).toBeLessThanOrEqual(1)
      else expect(refused).toBeLessThan(RESOURCES / 5)
      if (!countPreflights) expect(waited).toBeLessThan(5_000)
    },
  )
})
