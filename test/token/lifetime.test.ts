import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  createBed,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from '../client/testbed.ts'

const MINUTE = 60_000

holdTimeInEachTest()

/** Moves the clock without running timers, like a computer that slept. */
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('a token', () => {
  it('is requested once and then returned from memory, as the same object', async () => {
    const { client, paths } = createBed()
    const token = await soon(client.getToken())
    later(5 * 60 * MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    expect(paths()).toEqual([REGISTER, TOKEN])
  })

  it('has the times of its issue and its expiry', async () => {
    const { issuedAt, expiresAt } = await soon(createBed().client.getToken())
    expect([issuedAt, expiresAt]).toEqual([Date.now(), Date.now() + 360 * MINUTE])
  })

  it.each([
    ['a minute before it expires if it lives for hours', 21_600, undefined, MINUTE],
    ['a tenth of its lifetime before it expires if that is short', 100, undefined, 10_000],
    ['renewBefore ms before it expires if that is given', 21_600, 30 * MINUTE, 30 * MINUTE],
    ['when it expires if renewBefore is 0', 100, 0, 0],
    ['half its lifetime before it expires if renewBefore is longer', 100, 99_000, 50_000],
    ['half its lifetime before it expires if renewBefore exceeds the lifetime', 100, 1e9, 50_000],
  ])('is renewed %s', async (_, lifetime, renewBefore, margin) => {
    emulator.setTokenLifetime(lifetime)
    const { client, count } = createBed({ renewBefore })
    const { expiresAt } = await soon(client.getToken())

    vi.setSystemTime(expiresAt - margin - 1)
    await soon(client.getToken())
    expect(count(TOKEN)).toBe(1)

    vi.setSystemTime(expiresAt - margin)
    await soon(client.getToken())
    expect([count(TOKEN), count(REGISTER)]).toEqual([2, 1])
  })

  it('that lives for a second causes no request loop', async () => {
    emulator.setTokenLifetime(1)
    const { client, count } = createBed()
    await soon(client.getToken())
    await soon(client.getToken())
    expect(count(TOKEN)).toBe(1)
  })

  it('is kept if the clock is corrected by a minute', async () => {
    const { client, count } = createBed()
    const token = await soon(client.getToken())
    later(-MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    later(2 * MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    expect(count(TOKEN)).toBe(1)
  })

  it('issued more than a minute in the future is not used: the clock was set back', async () => {
    const { client, again, count } = createBed()
    await soon(client.getToken())
    later(-MINUTE - 1)
    await soon(client.getToken())
    expect([count(TOKEN), count(REGISTER)]).toEqual([2, 1])

    await soon(again().getToken())
    expect(count(TOKEN)).toBe(2)
  })

  it("does not depend on the server's clock", async () => {
    emulator.advance(-1e9)
    const { client, count } = createBed()
    await soon(client.getToken())
    later(100 * MINUTE)
    await soon(client.getToken())
    expect(count(TOKEN)).toBe(1)
  })
})

describe('a reloaded page', () => {
  it('restores the token without a request', async () => {
    const { client, again, sent, types } = createBed()
    const token = await soon(client.getToken())
    later(100 * MINUTE)
    expect(await soon(again().getToken())).toEqual(token)
    expect(sent).toHaveLength(2)
    expect(types()).toEqual(['registered', 'token-issued', 'token-restored'])
  })

  it('requests a token with the stored credentials if the stored token has expired', async () => {
    const { client, again, paths, sent, types } = createBed()
    const token = await soon(client.getToken())
    later(361 * MINUTE)

    const next = await soon(again().getToken())
    expect(next.value).not.toBe(token.value)
    expect(paths()).toEqual([REGISTER, TOKEN, TOKEN])
    expect(sent[2]?.body).toBe(sent[1]?.body)
    expect(types()).toEqual(['registered', 'token-issued', 'token-issued'])
  })

  it('uses the stored token until it is due for renewal', async () => {
    const { client, again, count } = createBed()
    await soon(client.getToken())
    later(359 * MINUTE - 1)
    await soon(again().getToken())
    expect(count(TOKEN)).toBe(1)
  })
})

describe('events', () => {
  it('contain their own time and the expiry of the token', async () => {
    const { client, events } = createBed()
    const { expiresAt } = await soon(client.getToken())
    expect(events).toEqual([
      { type: 'registered', at: Date.now() },
      { type: 'token-issued', at: Date.now(), expiresAt },
    ])
  })

  it('reach every listener until it unsubscribes, even if another one throws', async () => {
    const heard: string[] = []
    const { client } = createBed({
      onEvent: () => {
        throw new Error('a listener')
      },
    })
    const listen = ({ type }: { type: string }) => void heard.push(type)
    const leave = client.subscribe(listen)
    client.subscribe(listen)
    await soon(client.getToken())
    leave()
    await soon(client.reset())
    expect(heard).toEqual(['registered', 'registered', 'token-issued', 'token-issued', 'reset'])
  })
})

it('a failed renewal keeps the stored credentials', async () => {
  const { client, count } = createBed({
    fetch: answering(TOKEN, ({ nth }) =>
      nth === 2 ? json({ error: 'unauthorized_client' }, 400) : undefined,
    ),
  })
  await soon(client.getToken())
  later(361 * MINUTE)
  await rejection(soon(client.getToken()))
  later(5_000)
  await soon(client.getToken())
  expect([count(TOKEN), count(REGISTER)]).toEqual([3, 1])
})
