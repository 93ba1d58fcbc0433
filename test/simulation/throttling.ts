import { createPassClient, type PassClient } from 'react-adobe-pass'
import type { EmulatedThrottle } from 'react-adobe-pass/emulator'
import { createSoundDevice, makeServer } from './soundDevice.ts'
import { createWorld } from './world.ts'

const PATH = '/api/v2/REF30/configuration'

const PAGE = 'https://tv.test'
/** The ms for which a browser caches a preflight without Access-Control-Max-Age (Fetch, 4.9). */
const PREFLIGHT_LIFE = 5_000

/** How the calls of a run are made. */
export interface Load {
  /** The interpretation of the documented bucket. */
  readonly reading: Required<EmulatedThrottle>
  readonly tabs: number
  /** The number of simultaneous calls, over all tabs. */
  readonly calls: number
  /** The idle ms before the calls, after others have emptied the bucket. Default: a full bucket. */
  readonly idle?: number
  /** Whether CORS hides a 429, because the edge sends no `access-control-allow-origin`. */
  readonly hidden: boolean
  readonly pace?: { readonly burst: number; readonly perSecond: number }
  /** The seed for the travel times of requests. Default `1`. */
  readonly seed?: number
}

/** The result of a run. */
export interface Figures {
  readonly answered: number
  readonly failed: readonly string[]
  /** Requests at the edge, without preflights. */
  readonly requests: number
  /** Answers with 429, including those to preflights. */
  readonly refused: number
  /** The time from the first call to the last answer, in s. */
  readonly seconds: number
  /** The shortest time that the bucket allows, in s, with one preflight per request. */
  readonly dictated: number
}

/** The part of a {@link Load} that a device needs. */
interface DeviceLoad extends Pick<Load, 'reading' | 'tabs' | 'hidden' | 'pace' | 'seed'> {
  /** The longest time that a request or an answer travels, in ms. The shortest is 20. Default `100`. */
  readonly travel?: number
}

/** Opens the tabs of a device, whose preflights the browser sends and remembers. */
async function openDevice(load: DeviceLoad) {
  const { reading, tabs, hidden, pace, seed = 1, travel: longest = 100 } = load
  const { server, softwareStatement } = await makeServer({ throttle: reading })
  const world = createWorld(seed)
  const travel = () => 20 + world.random() * (longest - 20)
  const preflights = new Map<string, number>()
  const refusedAt: number[] = []

  /** Whether the preflight of a request succeeds, or is still cached. */
  async function mayGo(url: string, { method = 'GET', headers, cache }: RequestInit) {
    const what = `${method} ${url}`
    // Chromium does not use what it remembers for `no-store`.
    const isRemembered = cache !== 'no-store'
    if (isRemembered && world.now() < (preflights.get(what) ?? -Infinity) + PREFLIGHT_LIFE)
      return true
    const asked = { 'access-control-request-headers': [...new Headers(headers).keys()].join() }
    const preflight = { method: 'OPTIONS', headers: { origin: PAGE, ...asked } }
    const { ok } = await server.handle(new Request(url, preflight))
    if (ok) preflights.set(what, world.now())
    else refusedAt.push(world.now())
    return ok
  }
  const send = (input: string | URL | Request, init: RequestInit = {}) =>
    new Promise<Response>((resolve, reject) => {
      const tab = world.tab()
      const { url } = new Request(input)
      const later = (label: string, work: () => void) => world.schedule(travel(), tab, label, work)
      const fail = () => later('fails', () => reject(new TypeError('Failed to fetch')))
      world.schedule(travel(), 'server', 'request', async () => {
        if (!(await mayGo(url, init))) return fail()
        const answer = await server.handle(new Request(url, { ...init, signal: null }))
        const { status } = answer
        const text = await answer.text()
        if (status === 429) refusedAt.push(world.now())
        if (hidden && status === 429) return fail()
        return later('answer', () => resolve(new Response(text, { status })))
      })
    })
  const { options, restore } = createSoundDevice(world)
  const clients: PassClient[] = []
  for (let tab = 0; tab < tabs; tab++) {
    await world.act(tab, 'opens', () => {
      const fetch = send
      const throttle = pace && { throttle: pace }
      clients[tab] = createPassClient({ ...options, softwareStatement, fetch, ...throttle })
    })
  }
  let urls = 0

  return {
    world,
    log: server.log,
    /** When 429s were answered, including those to preflights, in ms of the world. */
    refusedAt,
    restore,
    /** Makes all calls at once, and advances the time until the last one is answered. */
    async burst(count: number) {
      let answered = 0
      const failed: string[] = []
      const first = urls
      urls += count
      for (const [tab, client] of clients.entries()) {
        await world.act(tab, 'calls', () => {
          for (let i = tab; i < count; i += clients.length) {
            client.request({ path: `${PATH}?${first + i}` }).then(
              () => void answered++,
              (error: Error) => void failed.push(error.name),
            )
          }
        })
      }
      while (answered + failed.length < count) {
        if (!(await world.step(Infinity))) throw new Error('Some calls are never answered')
      }
      return { answered, failed }
    },
    async idle(ms: number) {
      const end = world.now() + ms
      while (await world.step(end));
    },
  }
}

/** Simulates many simultaneous calls to different URLs of a server that throttles. */
export async function throttle(load: Load): Promise<Figures> {
  const { reading, calls, idle } = load
  const { world, log, refusedAt, restore, ...device } = await openDevice(load)
  try {
    if (idle) {
      await device.burst(20)
      await device.idle(idle)
    }
    const before = { now: world.now(), log: log.length, refused: refusedAt.length }
    const results = await device.burst(calls)
    // On a first visit, registration and token request count too.
    const needed = (calls + (idle ? 0 : 2)) * (reading.countPreflights ? 2 : 1)
    const full = idle && !reading.refill ? 1 : 10
    return {
      ...results,
      requests: log.length - before.log,
      refused: refusedAt.length - before.refused,
      seconds: (world.now() - before.now) / 1_000,
      dictated: needed - full,
    }
  } finally {
    restore()
  }
}

/** A round of simultaneous calls, and the idle ms after it. */
export interface Round {
  readonly calls: number
  readonly idle: number
}

/** Simulates rounds of simultaneous calls. Resolves with what became of them. */
export async function throttleRounds({
  rounds,
  ...load
}: DeviceLoad & { rounds: readonly Round[] }) {
  const { refusedAt, restore, ...device } = await openDevice(load)
  const failed: string[] = []
  try {
    for (const { calls, idle } of rounds) {
      failed.push(...(await device.burst(calls)).failed)
      await device.idle(idle)
    }
    const within5Minutes = (from: number) =>
      refusedAt.filter((at) => at >= from && at < from + 300_000).length
    return { failed, mostIn5Minutes: Math.max(0, ...refusedAt.map(within5Minutes)) }
  } finally {
    restore()
  }
}
