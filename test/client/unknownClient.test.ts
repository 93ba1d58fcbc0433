import { describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  soon,
  TOKEN,
} from './testbed.ts'

const code = 'invalid_access_token_client_application'

holdTimeInEachTest()

describe('invalid_access_token_client_application', () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
  ])(
    'is retried with a new token after 1 to 2 s, because it may be an outage',
    async (random, pause) => {
      vi.spyOn(Math, 'random').mockReturnValue(random)
      const { client, sent, paths } = createBed()
      emulator.fail(code)
      expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
      expect(paths()).toEqual([REGISTER, TOKEN, CONFIGURATION, TOKEN, CONFIGURATION])
      const [, , first, , second] = sent.map(({ at }) => at)
      expect(Number(second) - Number(first)).toBe(pause)
    },
  )

  it('replaces the credentials if the replay gets it too', async () => {
    const { client, paths, events } = createBed()
    emulator.fail(code, { times: 2 })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(paths()).toEqual([
      ...[REGISTER, TOKEN, CONFIGURATION],
      ...[TOKEN, CONFIGURATION],
      ...[REGISTER, TOKEN, CONFIGURATION],
    ])
    expect(events.filter(({ type }) => type === 'registered')).toHaveLength(1)
    expect(events).toContainEqual({
      type: 'credentials-replaced',
      reason: code,
      at: expect.any(Number),
    })
  })

  it('replaces the credentials once for 50 concurrent calls', async () => {
    const refused = new Set<string>()
    const { client, count, types } = createBed({
      fetch: answering(CONFIGURATION, ({ init }) => {
        const bearer = String(new Headers(init.headers).get('authorization'))
        if (count(REGISTER) === 1) refused.add(bearer)
        return refused.has(bearer)
          ? json({ code, action: 'application-registration' }, 401)
          : undefined
      }),
    })
    const answers = await soon(
      Promise.all(Array.from({ length: 50 }, () => client.fetch(CONFIGURATION))),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([2, 3, 150])
    expect(refused.size).toBe(2)
    expect(types().filter((type) => type === 'credentials-replaced')).toHaveLength(1)
  })

  it('never loops, and replaces the credentials at most once in ten minutes', async () => {
    const { client, count } = createBed()
    emulator.fail(code, { times: 100_000 })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(401)
    expect([count(REGISTER), count(TOKEN), count(CONFIGURATION)]).toEqual([2, 3, 3])

    for (let i = 0; i < 20; i++) await soon(client.fetch(CONFIGURATION))
    expect(count(REGISTER)).toBe(2)
    expect(count(CONFIGURATION)).toBeLessThanOrEqual(3 + 20 * 2)
    expect(count(TOKEN)).toBeLessThanOrEqual(3 + 20)

    await vi.advanceTimersByTimeAsync(600_000)
    await soon(client.fetch(CONFIGURATION))
    expect(count(REGISTER)).toBe(3)
  })

  it('is resolved by new credentials if the client no longer exists', async () => {
    const { client, count, events } = createBed()
    await soon(client.getToken())
    emulator.revokeClients()
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect([count(REGISTER), count(CONFIGURATION)]).toEqual([2, 2])
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'credentials-replaced', reason: 'invalid_client' }),
    )
  })
})
