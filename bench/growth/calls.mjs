// c. Protected calls queued at once on one client. The page itself answers them, so that this
// measures the client without a network.
import { visit } from './lab.mjs'

/** One call in 17 minutes: the queue does not move. */
const STANDING = { burst: 10, perSecond: 0.001 }
/** So fast that the clock does not show it: after a pause, all waiting calls are sent at once. */
const INSTANT = { burst: 10, perSecond: 1e9 }
/** Fast, but still a queue, because calls that have waited are sent a little late. */
const FAST = { burst: 10, perSecond: 1e6 }

/** `record(series, n, value)` gets each measurement, `check(what, n, value)` each constant. */
export async function measureCalls(lab, { sizes, rounds, record, check }) {
  for (let round = 0; round < rounds; round++) {
    // Zero calls show the cost of measuring.
    for (const n of [0, ...sizes]) {
      await visit(lab, async (tab, meter) => {
        await standing(tab, meter, n, 'one signal each')
        await standing(tab, meter, n, 'one signal for all')
        await unpaced(tab, meter, n)
        await drained(tab, meter, n)
        await overtaken(tab, n)
        await listened(tab, meter, n)
      })
    }
  }

  /** Fills a queue that does not move, and aborts all calls. */
  async function standing(tab, meter, n, signals) {
    await newClient(tab, STANDING)
    // One more than the burst: one of these calls is at the head of the queue, and waits.
    await tab.evaluate(() => window.lab.send(11, {}))
    const empty = await meter.heap()
    const filled = await meter.cpu(() =>
      tab.evaluate(
        ([n, shared]) => {
          const one = new AbortController()
          window.aborts = shared ? [one] : Array.from({ length: n }, () => new AbortController())
          window.calls = window.aborts.length
            ? window.lab.send(n, (i) => (shared ? one : window.aborts[i]).signal)
            : []
          return new Promise((resolve) => setTimeout(resolve))
        },
        [n, signals === 'one signal for all'],
      ),
    )
    const full = await meter.heap()
    const emptied = await meter.cpu(() =>
      tab.evaluate(async () => {
        for (const abort of window.aborts) abort.abort()
        const settled = await Promise.allSettled(window.calls)
        window.calls = window.aborts = undefined
        return settled.filter(({ reason }) => reason?.name === 'AbortError').length
      }),
    )
    record(`fill, ${signals}: task`, n, filled.task)
    record(`fill, ${signals}: bytes`, n, full - empty)
    record(`abort, ${signals}: task`, n, emptied.task)
    record(`abort, ${signals}: bytes left`, n, (await meter.heap()) - empty)
    check('queued calls that were not aborted', n, n - emptied.value)
  }

  /** Sends all calls at once, without a queue. */
  async function unpaced(tab, meter, n) {
    await newClient(tab, false)
    const alone = await meter.cpu(() => tab.evaluate((n) => window.lab.answer(n), n))
    record('fetch alone: task', n, alone.task)
    const sent = await meter.cpu(() =>
      tab.evaluate((n) => Promise.all(window.lab.send(n)).then(({ length }) => length), n),
    )
    record('unpaced: task', n, sent.task)
    check('calls without an answer, unpaced', n, n - sent.value)
  }

  async function drained(tab, meter, n) {
    const { task, value } = await queueAndGo(tab, meter, n)
    record('fill and drain: task', n, task)
    check('calls without an answer, queued', n, n - value.answered)
  }

  /** Requests a new client and token while all calls wait. */
  async function overtaken(tab, n) {
    await newClient(tab, FAST)
    const ms = await tab.evaluate(async (n) => {
      const abort = new AbortController()
      const calls = window.lab.send(n, () => abort.signal)
      await new Promise((resolve) => setTimeout(resolve))
      const start = performance.now()
      await window.pass.reset()
      await window.pass.getToken()
      const ms = performance.now() - start
      abort.abort()
      await Promise.allSettled(calls)
      return ms
    }, n)
    record('token while they wait: ms', n, ms)
  }

  /** Subscribes to the client's events, and unsubscribes. */
  async function listened(tab, meter, n) {
    const came = await meter.cpu(() =>
      tab.evaluate((n) => {
        window.leave = Array.from({ length: n }, () => window.pass.subscribe(() => {}))
      }, n),
    )
    record('subscribe: task', n, came.task)
    const left = await meter.cpu(() =>
      tab.evaluate(() => {
        for (const leave of window.leave) leave()
      }),
    )
    record('unsubscribe: task', n, left.task)
  }
}

/** The same calls while other tabs of the origin are open. */
export async function measureNeighbours(lab, { calls, sizes, rounds, record }) {
  for (let round = 0; round < rounds; round++) {
    await visit(lab, async (tab, meter) => {
      for (const n of sizes) {
        while (tab.context().pages().length < n) {
          const neighbour = await tab.context().newPage()
          await neighbour.goto(tab.url())
          // Listens for storage events, like a page that uses localStorage.
          await neighbour.evaluate(() => addEventListener('storage', () => {}))
        }
        await tab.bringToFront()
        record('neighbours: task', n, (await queueAndGo(tab, meter, calls)).task)
      }
    })
  }
}

/** Queues all calls while the client pauses, as after a 429, and then releases them. */
async function queueAndGo(tab, meter, n) {
  await newClient(tab, INSTANT)
  const went = await meter.cpu(() =>
    tab.evaluate(async (n) => {
      await window.lab.pause()
      const start = performance.now()
      const answers = await Promise.all(window.lab.send(n))
      return { answered: answers.length, ms: performance.now() - start }
    }, n),
  )
  if (n && went.value.ms < 900) throw new Error('There was no pause')
  return went
}

/** Creates a client with a token and a full bucket, and the functions of the measurements. */
const newClient = (tab, throttle) =>
  tab.evaluate(async (throttle) => {
    const { createClient, answerHere, failOnce } = window.growth
    const path = '/api/v2/REF30/profiles'
    localStorage.clear()
    const pass = createClient({ throttle, fetch: answerHere })
    // Make one call first, because it reads the device identifier.
    await Promise.all([pass.getToken(), pass.fetch(path)])
    localStorage.clear()
    window.pass = pass
    window.lab = {
      send: (n, signalOf) =>
        Array.from({ length: n }, (_, i) =>
          pass.fetch(path, typeof signalOf === 'function' ? { signal: signalOf(i) } : {}),
        ),
      answer: (n) =>
        Promise.all(Array.from({ length: n }, () => answerHere(`https://nobody.test${path}`))),
      pause() {
        failOnce()
        return pass.fetch(path, { method: 'POST' }).catch(() => {})
      },
    }
  }, throttle)
