import { QueryObserver } from '@tanstack/react-query'
import { createPassClient } from 'react-adobe-pass'
import { describe, expect, it } from 'vitest'
import { clientParts } from '../../src/client/createPassClient.ts'
import { createSoundDevice, makeServer } from './soundDevice.ts'
import { createWorld, type World } from './world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LIFETIME = 6 * HOUR

const { server, softwareStatement } = await makeServer({ throttle: true, tokenLifetime: 21_600 })

/** How a test controls a device with four tabs that each show a token. */
interface Hands {
  readonly proceed: (ms: number) => Promise<void>
  /** Sets the device's clock, but not the server's. */
  readonly setClock: (by: number) => void
  /** Puts the device to sleep: its timers stop, and all clocks continue. */
  readonly sleep: (ms: number) => void
  readonly mints: () => number
  /** The ms until the token of a tab expires: the smallest of all tabs. */
  readonly left: () => number
  /** The ms for which a tab has shown an expired token, to the second. */
  readonly expired: () => number
}

/** Pages in the background: their timers fire once a minute. */
const inBackground = (world: World): World => ({
  ...world,
  schedule(delay, who, label, work) {
    const end = world.now() + delay
    const late = label.startsWith('timer') ? Math.ceil(end / MINUTE) * MINUTE - end : 0
    return world.schedule(delay + late, who, label, work)
  },
})

async function withTabs(
  work: (hands: Hands) => Promise<void>,
  { page = (world: World) => world, skew = 0 } = {},
) {
  const world = createWorld(1)
  const device = createSoundDevice(page(world))
  const unmounts: (() => void)[] = []
  const shown: (() => number)[] = []
  let expired = 0
  const left = () => Math.min(...shown.map((expiry) => expiry())) - world.deviceTime()
  const setClock = (by: number) => {
    world.setClock(by)
    server.advance(-by)
  }
  const count = (path: string) => server.log.filter(({ url }) => url.endsWith(path)).length
  const proceed = async (ms: number) => {
    for (let over = 0; over < ms; over += SECOND) {
      const end = world.now() + Math.min(SECOND, ms - over)
      while (await world.step(end));
      if (left() <= 0) expired += SECOND
    }
  }
  try {
    server.reset()
    setClock(skew)
    for (let tab = 0; tab < 4; tab++) {
      await world.act(tab, 'opens', () => {
        const client = createPassClient({
          ...device.options,
          softwareStatement,
          fetch: (input, init = {}) =>
            new Promise((resolve, reject) => {
              world.schedule(20, tab, 'request', () => {
                server.fetch(input, { ...init, signal: null }).then(resolve, reject)
              })
            }),
        })
        const { tokens } = clientParts(client)
        const observer = new QueryObserver(tokens.queryClient, tokens.options)
        unmounts.push(
          tokens.mount(),
          observer.subscribe(() => {}),
        )
        shown.push(() => observer.getCurrentResult().data?.expiresAt ?? Infinity)
      })
    }
    await proceed(2 * MINUTE)
    expect([count('/register'), count('/token'), expired]).toEqual([1, 1, 0])
    await work({
      proceed,
      setClock,
      sleep: (ms) => world.setClock(ms),
      mints: () => count('/token') - 1,
      left,
      expired: () => expired,
    })
    expect(count('/register')).toBe(1)
  } finally {
    await world.act('server', 'ends', () => {
      for (const unmount of unmounts.reverse()) unmount()
    })
    device.restore()
  }
}

describe('four tabs renew their token once per lifetime, before it expires', () => {
  it.each([
    ['with a correct clock', 0],
    ['with a clock that is a day fast', DAY],
    ['with a clock that is a day slow', -DAY],
  ])('%s', async (_, skew) => {
    await withTabs(
      async ({ proceed, mints, expired }) => {
        await proceed(3 * LIFETIME)
        expect([mints(), expired()]).toEqual([3, 0])
      },
      { skew },
    )
  })

  it('in the background, where timers fire once a minute', async () => {
    await withTabs(
      async ({ proceed, mints, expired }) => {
        await proceed(3 * LIFETIME)
        expect([mints(), expired()]).toEqual([3, 0])
      },
      { page: inBackground },
    )
  })
})

describe('four tabs renew their token once', () => {
  it.each([
    ['is set a day ahead', (hands: Hands) => hands.setClock(DAY)],
    ['is set a day back', (hands: Hands) => hands.setClock(-DAY)],
    ['has advanced by eight hours of sleep', (hands: Hands) => hands.sleep(8 * HOUR)],
  ] as const)('within a minute if the clock %s', async (_, change) => {
    await withTabs(async (hands) => {
      await hands.proceed(HOUR)
      change(hands)
      await hands.proceed(MINUTE)
      expect(hands.mints()).toBe(1)
      expect(hands.left()).toBeGreaterThan(LIFETIME - MINUTE - SECOND)
      await hands.proceed(LIFETIME / 2)
      expect(hands.mints()).toBe(1)
    })
  })

  it.each([
    ['is set ahead', 30 * SECOND],
    ['is set back', -30 * SECOND],
  ])('and not at all if the clock %s by half a minute', async (_, by) => {
    await withTabs(async ({ proceed, setClock, mints }) => {
      await proceed(HOUR)
      setClock(by)
      await proceed(HOUR)
      expect(mints()).toBe(0)
    })
  })

  it('for each jump of a clock that is set ten times', async () => {
    await withTabs(async ({ proceed, setClock, mints, left }) => {
      for (let i = 0; i < 10; i++) {
        setClock(i % 2 ? -DAY : DAY)
        await proceed(2 * MINUTE)
        expect(mints()).toBe(i + 1)
        expect(left()).toBeGreaterThan(0)
      }
    })
  })

  it('after eight hours of sleep in the background', async () => {
    await withTabs(
      async ({ proceed, sleep, mints, left }) => {
        await proceed(HOUR)
        sleep(8 * HOUR)
        await proceed(2 * MINUTE)
        expect(mints()).toBe(1)
        expect(left()).toBeGreaterThan(0)
      },
      { page: inBackground },
    )
  })
})
