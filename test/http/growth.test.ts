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

/** A client with a token and a paused queue. After the pause, all queued calls are sent. */
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
  // A network error pauses the client for a second, so later calls are queued.
  const failed = rejection(bed.client.fetch(CONFIGURATION, { method: 'POST' }))
  await elapse(0)
  await failed
  return bed
}

const call = ({ client }: Awaited<ReturnType<typeof createQueue>>, signal?: AbortSignal) =>
  Array.from({ length: MANY }, () => client.fetch(CONFIGURATION, signal ? { signal } : {}))

it('10,000 queued calls are all sent, each with at most two reads of the shared pace', async () => {
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

it('10,000 queued calls add one listener to their shared signal and abort together', async () => {
  const bed = await createQueue()
  const abort = new AbortController()
  // A signal compares each new listener with all existing ones.
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

it('30,000 listeners can subscribe and unsubscribe', () => {
  const { client } = createBed()
  const leave = Array.from({ length: 30_000 }, () => client.subscribe(() => {}))
  for (const stop of leave) stop()
  expect(leave).toHaveLength(30_000)
})
