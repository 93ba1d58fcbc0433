import { expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  elapse,
  holdTimeInEachTest,
  json,
  rejection,
} from '../client/testbed.ts'

const MANY = 10_000

holdTimeInEachTest()

/** A client that has a token; what waits for its turn goes at once, when the turn comes. */
async function createQueue() {
  let nth = 0
  const bed = createBed({
    throttle: { burst: 10, perSecond: 1e9 },
    fetch: answering(CONFIGURATION, () => {
      if (nth++ === 0) throw new TypeError('Failed to fetch')
      return json({})
    }),
  })
  await elapse(0)
  // No network: the client pauses for a second, and so everything waits.
  const failed = rejection(bed.client.fetch(CONFIGURATION, { method: 'POST' }))
  await elapse(0)
  await failed
  return bed
}

const call = ({ client }: Awaited<ReturnType<typeof createQueue>>, signal?: AbortSignal) =>
  Array.from({ length: MANY }, () => client.fetch(CONFIGURATION, signal ? { signal } : {}))

it('10,000 calls that wait all go, and each reads the shared pace twice', async () => {
  const bed = await createQueue()
  const calls = call(bed)
  await elapse(0)
  expect(bed.count(CONFIGURATION)).toBe(1)
  const reads = vi.spyOn(Storage.prototype, 'getItem')
  const writes = vi.spyOn(Storage.prototype, 'setItem')
  await elapse(1_100)
  const answers = await Promise.all(calls)
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(bed.count(CONFIGURATION)).toBe(1 + MANY)
  expect(reads.mock.calls.length).toBeLessThan(2 * MANY + 10)
  expect(writes.mock.calls.length).toBeLessThan(MANY + 10)
})

it('10,000 calls that wait with one signal hang one listener on it, and leave together', async () => {
  const bed = await createQueue()
  const abort = new AbortController()
  // A signal compares each new listener with all that it has.
  const listen = vi.spyOn(abort.signal, 'addEventListener')
  const calls = call(bed, abort.signal).map((made) => rejection(made))
  await elapse(0)
  expect(listen).toHaveBeenCalledTimes(1)
  abort.abort()
  const errors = await Promise.all(calls)
  expect(errors.every((error) => error === abort.signal.reason)).toBe(true)
  await elapse(5_000)
  expect(bed.count(CONFIGURATION)).toBe(1)
})

it('30,000 listeners come and go', () => {
  const { client } = createBed()
  const leave = Array.from({ length: 30_000 }, () => client.subscribe(() => {}))
  for (const stop of leave) stop()
  expect(leave).toHaveLength(30_000)
})
