// a. Components that use the package: mounted at once, and when the token is renewed.
import { visit } from './lab.mjs'

const KINDS = [
  'nothing',
  'useQuery',
  'useQueryEach',
  'usePassToken',
  'usePassQuery',
  'usePassQueryEach',
]
const RENEWALS = 3

/** `record(series, n, value)` gets each measurement, `check(what, n, value)` each constant. */
export async function measureConsumers(lab, { sizes, rounds, record, check }) {
  for (let round = 0; round < rounds; round++) {
    for (const n of sizes) for (const kind of KINDS) await mounted(kind, n)
  }

  function mounted(kind, n) {
    return visit(lab, async (tab, meter) => {
      const { value, task, script } = await meter.cpu(() =>
        tab.evaluate(
          ([kind, n]) => {
            const { mount, answerHere } = window.growth
            return mount({ [kind]: n }, kind === 'usePassQueryEach' ? { fetch: answerHere } : {})
          },
          [kind, n],
        ),
      )
      record(`mount ${kind} wall`, n, value)
      record(`mount ${kind} task`, n, task)
      record(`mount ${kind} script`, n, script)
      if (kind.startsWith('usePass')) {
        const { registrations, tokens } = lab.requests()
        check(`${kind}: registrations`, n, registrations)
        check(`${kind}: token requests`, n, tokens)
      }
      const away = await meter.cpu(() => tab.evaluate(() => window.growth.unmount()))
      record(`unmount ${kind} task`, n, away.task)
    })
  }
}

/** `fewer` are the sizes for series whose result is the same at all sizes. */
export async function measureRenewals(lab, { sizes, fewer, record, check }) {
  for (const n of sizes) await renewed({ usePassToken: n }, 'usePassToken', n)
  for (const n of fewer) await renewed({ usePassQuery: n, usePassToken: 1 }, 'usePassQuery', n)

  /** The token is renewed after half of its lifetime: every second, or every three. */
  function renewed(counts, kind, n) {
    return visit(lab, async (tab, meter) => {
      const period = n < 3_000 ? 1 : 3
      lab.emulator.setTokenLifetime(2 * period)
      await meter.cpu(() =>
        tab.evaluate(
          ([counts, renewBefore]) => window.growth.mount(counts, { renewBefore }),
          [counts, period * 1_000],
        ),
      )
      for (let i = 0; i < RENEWALS; i++) {
        const rendered = () => tab.evaluate((kind) => window.growth.renders[kind], kind)
        const minted = () => tab.evaluate(() => window.growth.minted())
        const before = [await rendered(), await minted()]
        const { task } = await meter.cpu(() => tab.evaluate(() => window.growth.nextMint()))
        const times = (await minted()) - before[1]
        record(`renewal ${kind} task`, n, task / times)
        check(`${kind}: renderings at a renewal`, n, ((await rendered()) - before[0]) / times / n)
      }
      const { registrations, tokens } = lab.requests()
      check(`${kind}: registrations with renewals`, n, registrations)
      // One token at the start, and one per renewal: nothing is requested twice.
      const minted = await tab.evaluate(() => window.growth.minted())
      check(`${kind}: token requests for a token`, n, tokens / minted)
    })
  }
}
