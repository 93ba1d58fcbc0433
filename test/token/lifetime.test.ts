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

/** Lets the clock alone go on: a computer that slept. */
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('a token', () => {
  it('is asked for once and answered from memory, the very same', async () => {
    const { client, paths } = createBed()
    const token = await soon(client.getToken())
    later(5 * 60 * MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    expect(paths()).toEqual([REGISTER, TOKEN])
  })

  it('says when it came and when it ends', async () => {
    const { issuedAt, expiresAt } = await soon(createBed().client.getToken())
    expect([issuedAt, expiresAt]).toEqual([Date.now(), Date.now() + 360 * MINUTE])
  })

  it.each([
    ['a minute, when it lives for hours', 21_600, undefined, MINUTE],
    ['a tenth of its life, when that is short', 100, undefined, 10_000],
    ['renewBefore, when that is given', 21_600, 30 * MINUTE, 30 * MINUTE],
    ['nothing, when renewBefore is 0', 100, 0, 0],
    ['half its life, when renewBefore is more', 100, 99_000, 50_000],
    ['half its life, when renewBefore is more than all of it', 100, 1e9, 50_000],
  ])('is renewed before it expires: %s', async (_, lifetime, renewBefore, margin) => {
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

  it('that lives a second is no loop', async () => {
    emulator.setTokenLifetime(1)
    const { client, count } = createBed()
    await soon(client.getToken())
    await soon(client.getToken())
    expect(count(TOKEN)).toBe(1)
  })

  it('costs nothing when the clock is set right by a minute', async () => {
    const { client, count } = createBed()
    const token = await soon(client.getToken())
    later(-MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    later(2 * MINUTE)
    expect(await soon(client.getToken())).toBe(token)
    expect(count(TOKEN)).toBe(1)
  })

  it('from a time to come is not trusted: the clock ran backwards', async () => {
    const { client, again, count } = createBed()
    await soon(client.getToken())
    later(-MINUTE - 1)
    await soon(client.getToken())
    expect([count(TOKEN), count(REGISTER)]).toEqual([2, 1])

    await soon(again().getToken())
    expect(count(TOKEN)).toBe(2)
  })

  it("is not measured by the server's clock", async () => {
    emulator.advance(-1e9)
    const { client, count } = createBed()
    await soon(client.getToken())
    later(100 * MINUTE)
    await soon(client.getToken())
    expect(count(TOKEN)).toBe(1)
  })
})

describe('a page that is loaded again', () => {
  it('restores the token without a request', async () => {
    const { client, again, sent, types } = createBed()
    const token = await soon(client.getToken())
    later(100 * MINUTE)
    expect(await soon(again().getToken())).toEqual(token)
    expect(sent).toHaveLength(2)
    expect(types()).toEqual(['registered', 'token-issued', 'token-restored'])
  })

  it('mints with the stored credentials when the stored token has expired', async () => {
    const { client, again, paths, sent, types } = createBed()
    const token = await soon(client.getToken())
    later(361 * MINUTE)

    const next = await soon(again().getToken())
    expect(next.value).not.toBe(token.value)
    expect(paths()).toEqual([REGISTER, TOKEN, TOKEN])
    expect(sent[2]?.body).toBe(sent[1]?.body)
    expect(types()).toEqual(['registered', 'token-issued', 'token-issued'])
  })

  it('takes a token that is longer overdue than a renewal, when it does not expire yet', async () => {
    const { client, again, count } = createBed()
    await soon(client.getToken())
    later(359 * MINUTE - 1)
    await soon(again().getToken())
    expect(count(TOKEN)).toBe(1)
  })
})

describe('events', () => {
  it('tell the time of a token, and when they happened', async () => {
    const { client, events } = createBed()
    const { expiresAt } = await soon(client.getToken())
    expect(events).toEqual([
      { type: 'registered', at: Date.now() },
      { type: 'token-issued', at: Date.now(), expiresAt },
    ])
  })

  it('reach every listener until it leaves, also after one that throws', async () => {
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

it('a failed renewal leaves what is stored as it was', async () => {
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
