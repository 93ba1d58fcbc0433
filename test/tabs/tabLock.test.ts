import { memoryStore } from 'react-adobe-pass'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  createBed,
  createOpenStore,
  elapse,
  emulator,
  holdTimeInEachTest,
  REGISTER,
  soon,
  TOKEN,
} from '../client/testbed.ts'

// The test environment has no Web Locks, like the browsers that need a lease in the store.
const LEASE = 5_000

holdTimeInEachTest()

describe('without Web Locks', () => {
  it('two tabs use a lease in the store: one registers, the other waits', async () => {
    const bed = createBed()
    emulator.fail('500', { on: 'register', times: 2 })
    emulator.fail('500', { on: 'token', times: 2 })
    const [mine, theirs] = await soon(Promise.all([bed.client.getToken(), bed.again().getToken()]))
    expect(mine).toEqual(theirs)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([3, 3])
  })

  it('tabs that wait use the token that another tab stored, without taking the lease', async () => {
    const { store, records } = createOpenStore()
    const holders = new Set<unknown>()
    const bed = createBed({
      store: {
        ...store,
        update: async (key, fn) => {
          await store.update?.(key, fn)
          if (key.endsWith(':lease')) holders.add(Object(records.get(key)).owner)
        },
      },
    })
    const tabs = [bed.client, ...Array.from({ length: 29 }, () => bed.again())]
    const tokens = await soon(Promise.all(tabs.map((tab) => tab.getToken())))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([1, 1])
    // One registers and one requests the token. A third may have read just before it was stored.
    expect(holders.size).toBeLessThanOrEqual(3)
  })

  it('the lease of a tab that is frozen or has crashed expires after five seconds', async () => {
    const { store, records } = createOpenStore()
    const frozen = createBed({ store })
    emulator.fail('hang', { on: 'token' })
    frozen.client.getToken().catch(() => {})
    await elapse(1_000)
    const kept = [...records]

    // The records that the frozen tab left behind, with a lease that nobody releases.
    const left = memoryStore()
    for (const [key, value] of kept) await left.set(key, value)
    const { client, count } = createBed({ store: left, origin: frozen.origin })
    const before = Date.now()
    const token = client.getToken()
    await elapse(3_500)
    expect(count(TOKEN)).toBe(0)
    await elapse(2_000)
    await soon(token)
    expect(count(TOKEN)).toBe(1)
    expect(Date.now() - before).toBeLessThanOrEqual(LEASE + 1_000)
  })

  it('a lease that is needed for more than five seconds stays with its holder', async () => {
    const bed = createBed()
    emulator.fail('hang', { on: 'token' })
    const both = Promise.all([bed.client.getToken(), bed.again().getToken()])
    await elapse(14_500)
    expect(bed.count(TOKEN)).toBe(1)
    await soon(both)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([1, 2])
  })

  it('a lease that ends far in the future blocks nobody', async () => {
    const { store, records } = createOpenStore()
    const bed = createBed({ store })
    await soon(bed.client.getToken())
    const lease = String([...records.keys()].find((key) => key.endsWith(':lease')))
    records.set(lease, { owner: 'someone', until: Date.now() + 1e9 })
    const before = Date.now()
    vi.setSystemTime(before + 7 * 3_600_000)
    await soon(bed.again().getToken())
    expect(Date.now() - before - 7 * 3_600_000).toBeLessThan(100)
  })

  it('a lease is held for one attempt, not during the pause before the next', async () => {
    const bed = createBed()
    const other = bed.again()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    emulator.fail('500', { on: 'register' })
    const waiting = bed.client.getToken()
    await elapse(100)
    expect(bed.count(REGISTER)).toBe(1)
    const before = Date.now()
    await soon(other.getToken())
    expect(Date.now() - before).toBeLessThan(300)
    await soon(waiting)
    expect([bed.count(REGISTER), bed.count(TOKEN)]).toEqual([2, 1])
  })
})

describe('a page that the browser prerenders', () => {
  const prerender = () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    Object.assign(document, { prerendering: true })
    onTestFinished(() => void Reflect.deleteProperty(document, 'prerendering'))
  }

  it('neither registers nor requests a token before it is shown', async () => {
    prerender()
    const { client, count } = createBed()
    const token = client.getToken()
    await elapse(600_000)
    expect([count(REGISTER), count(TOKEN)]).toEqual([0, 0])

    Object.assign(document, { prerendering: false })
    document.dispatchEvent(new Event('prerenderingchange'))
    await soon(token)
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
  })

  it('uses the token that it finds', async () => {
    const bed = createBed()
    const { value } = await soon(bed.client.getToken())
    prerender()
    expect((await soon(bed.again().getToken())).value).toBe(value)
  })
})
