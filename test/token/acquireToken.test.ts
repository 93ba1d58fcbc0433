import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  type Bed,
  createBed,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from '../client/testbed.ts'

const HOUR = 3_600_000
const invalidClient = (status = 400) => json({ error: 'invalid_client' }, status)

holdTimeInEachTest()

/** A client whose token has just expired. `answer` controls the token endpoint from then on. */
async function createExpired(answer: (nth: number) => Response | undefined): Promise<Bed> {
  const bed = createBed({ fetch: answering(TOKEN, ({ nth }) => answer(nth - 1)) })
  await soon(bed.client.getToken())
  vi.setSystemTime(Date.now() + 7 * HOUR)
  return bed
}

const clientOf = (bed: Bed, nth: number) =>
  new URLSearchParams(bed.sent.filter(({ path }) => path === TOKEN).at(nth)?.body).get('client_id')

describe('invalid_client', () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
  ])(
    'is retried once after 1 to 2 s, because an outage must not sign viewers out',
    async (random, pause) => {
      vi.spyOn(Math, 'random').mockReturnValue(random)
      const bed = await createExpired((nth) => (nth === 1 ? invalidClient() : undefined))
      await soon(bed.client.getToken())

      expect(bed.paths()).toEqual([REGISTER, TOKEN, TOKEN, TOKEN])
      const [, , first, second] = bed.sent.map(({ at }) => at)
      expect(Number(second) - Number(first)).toBe(pause)
      expect(bed.types()).toEqual(['registered', 'token-issued', 'token-issued'])
    },
  )

  it.each([400, 401])('twice with status %i replaces the credentials once', async (status) => {
    const bed = await createExpired((nth) =>
      nth < 3 && nth > 0 ? invalidClient(status) : undefined,
    )
    await soon(bed.client.getToken())

    expect(bed.paths()).toEqual([REGISTER, TOKEN, TOKEN, TOKEN, REGISTER, TOKEN])
    expect(bed.types()).toEqual([
      ...['registered', 'token-issued'],
      ...['credentials-replaced', 'token-issued'],
    ])
    expect(bed.events[2]).toMatchObject({ reason: 'invalid_client' })
    expect(clientOf(bed, -1)).not.toBe(clientOf(bed, 0))
  })

  it('for a client that has just registered is handled the same way', async () => {
    const bed = createBed({
      fetch: answering(TOKEN, ({ nth }) => (nth < 3 ? invalidClient() : undefined)),
    })
    await soon(bed.client.getToken())
    expect(bed.paths()).toEqual([REGISTER, TOKEN, TOKEN, REGISTER, TOKEN])
  })

  it('causes a return to the old credentials if the new ones do not work', async () => {
    const bed = await createExpired((nth) => (nth > 0 && nth < 4 ? invalidClient() : undefined))
    await soon(bed.client.getToken())
    expect(bed.paths()).toEqual([REGISTER, TOKEN, TOKEN, TOKEN, REGISTER, TOKEN, TOKEN])
    expect(clientOf(bed, 3)).not.toBe(clientOf(bed, 0))
    expect(clientOf(bed, 4)).toBe(clientOf(bed, 0))
    expect(bed.types()).not.toContain('credentials-replaced')

    vi.setSystemTime(Date.now() + 7 * HOUR)
    await soon(bed.again().getToken())
    expect(clientOf(bed, -1)).toBe(clientOf(bed, 0))
    expect(bed.count(REGISTER)).toBe(2)
  })

  it('for an hour causes at most one registration in ten minutes, despite reloads', async () => {
    const bed = await createExpired((nth) => (nth > 0 ? invalidClient() : undefined))
    const end = Date.now() + HOUR
    while (Date.now() < end) {
      const error = await soon(rejection(bed.again().getToken()))
      expect(error).toMatchObject({ name: 'PassTokenError', code: 'invalid_client', status: 400 })
      vi.setSystemTime(Date.now() + 100_000)
    }
    const times = bed.sent.filter(({ path }) => path === REGISTER).map(({ at }) => at)
    expect(times.length).toBeGreaterThan(4)
    expect(times.length).toBeLessThanOrEqual(1 + 6)
    for (const [i, time] of times.slice(2).entries()) {
      expect(time - Number(times[i + 1])).toBeGreaterThanOrEqual(600_000)
    }
    expect(bed.types()).not.toContain('credentials-replaced')
  })

  it('for an hour keeps the credentials that worked before if the newest do not work', async () => {
    let newest = ''
    const bed = createBed({
      fetch: answering(TOKEN, ({ body, nth }) => {
        const id = String(new URLSearchParams(body).get('client_id'))
        if (nth === 1) newest = id
        return nth === 1 || (id === newest && Date.now() > end) ? undefined : invalidClient()
      }),
    })
    const end = Date.now() + 8 * HOUR
    await soon(bed.client.getToken())
    vi.setSystemTime(end - HOUR)
    while (Date.now() < end) {
      await soon(rejection(bed.client.getToken()))
      vi.setSystemTime(Date.now() + 300_000)
    }
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBeGreaterThan(4)
    expect(clientOf(bed, -1)).toBe(clientOf(bed, 0))
  })

  it('never replaces credentials twice in ten minutes, even with a reset in between', async () => {
    const bed = await createExpired((nth) => (nth > 0 && nth !== 3 ? invalidClient() : undefined))
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBe(2)
    await soon(bed.client.reset())
    await soon(rejection(bed.client.getToken()))
    expect(bed.count(REGISTER)).toBe(3)
    vi.setSystemTime(Date.now() + 600_000)
    await soon(rejection(bed.client.getToken()))
    expect(bed.count(REGISTER)).toBe(4)
  })

  it('ignores a last replacement in the future, because the clock was set back', async () => {
    const bed = await createExpired((nth) => (nth > 0 && nth < 3 ? invalidClient() : undefined))
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBe(2)

    emulator.revokeClients()
    vi.setSystemTime(Date.now() - HOUR)
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBe(3)
  })

  it.each([
    ['403', () => invalidClient(403), 'PassTokenError'],
    ['500', () => invalidClient(500), 'PassTokenError'],
    ['200', () => invalidClient(200), 'PassResponseError'],
    [
      '400 as HTML',
      () => new Response('<p>invalid_client</p>', { status: 400 }),
      'PassResponseError',
    ],
    ['400 as text', () => new Response('"invalid_client"', { status: 400 }), 'PassResponseError'],
  ])('with status %s does not replace the credentials', async (_, answer, name) => {
    const bed = await createExpired((nth) => (nth > 0 ? answer() : undefined))
    const error = await soon(rejection(bed.client.getToken()))
    expect(error.name).toBe(name)
    vi.setSystemTime(Date.now() + 10_000)
    await soon(rejection(bed.client.getToken()))
    expect(bed.count(REGISTER)).toBe(1)
  })

  it('differs from unauthorized_client, which causes no registration', async () => {
    const bed = await createExpired((nth) =>
      nth > 0 ? json({ error: 'unauthorized_client' }, 400) : undefined,
    )
    await soon(rejection(bed.client.getToken()))
    expect(bed.paths()).toEqual([REGISTER, TOKEN, TOKEN])
  })
})
