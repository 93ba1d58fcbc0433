import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Application, application, base64, refusal } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(() => {
  emulator.reset()
  emulator.setTokenLifetime(1e9)
})
afterEach(() => vi.useRealTimers())

type Kind = 'preauthorize' | 'authorize'
const kinds: readonly Kind[] = ['preauthorize', 'authorize']

const ask = (
  app: Application,
  kind: Kind,
  mvpd: string,
  resources: unknown,
  headers: Record<string, string> = {},
) => app.postJson(`/decisions/${kind}/${mvpd}`, { resources }, headers)

const decide = async (...question: Parameters<typeof ask>) =>
  (await (await ask(...question)).json()).decisions

const codes = async (...question: Parameters<typeof ask>) => {
  const decisions: { error?: { code: string } }[] = await decide(...question)
  return decisions.map(({ error }) => error?.code)
}

describe('decisions', () => {
  it('permit what no rule denies; only authorize adds a media token of 7 minutes', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const common = {
      resource: 'News',
      serviceProvider: 'REF30',
      mvpd: 'Lumenwave',
      source: 'mvpd',
      authorized: true,
    }

    expect(await decide(app, 'preauthorize', 'Lumenwave', ['News'])).toEqual([common])
    const [decision] = await decide(app, 'authorize', 'Lumenwave', ['News'])
    expect(decision).toEqual({
      ...common,
      notBefore: expect.any(Number),
      notAfter: decision.notBefore + 86_400_000,
      token: {
        issuedAt: decision.notBefore,
        notBefore: decision.notBefore,
        notAfter: decision.notBefore + 420_000,
        serializedToken: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
      },
    })
  })

  it('have a new media token each time, and any text can be a resource', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const resource = '<rss><item><title>Ürün ★</title></item></rss>'
    const [one, two] = await decide(app, 'authorize', 'Lumenwave', [resource, resource])

    expect(one.resource).toBe(resource)
    expect(one.token.serializedToken).not.toBe(two.token.serializedToken)
  })

  it('depend on the name of each resource', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const resources = ['News', 'sports-DENIED', 'ParentalMovie', 'hba-only']
    const other = [
      'authorization_denied_by_parental_controls',
      'authorization_denied_by_hba_policies',
    ]

    expect(await codes(app, 'preauthorize', 'Lumenwave', resources)).toEqual([
      undefined,
      'preauthorization_denied_by_mvpd',
      ...other,
    ])
    expect(await codes(app, 'authorize', 'Lumenwave', resources)).toEqual([
      undefined,
      'authorization_denied_by_mvpd',
      ...other,
    ])
  })

  it('explain a denial in an enhanced error, with the MVPD’s own text', async () => {
    const app = await application(emulator)
    await app.signIn('FernbrookSat')

    expect(await decide(app, 'authorize', 'FernbrookSat', ['News'])).toEqual([
      {
        resource: 'News',
        serviceProvider: 'REF30',
        mvpd: 'FernbrookSat',
        source: 'mvpd',
        authorized: false,
        error: {
          action: 'none',
          status: 403,
          code: 'authorization_denied_by_mvpd',
          message: expect.any(String),
          details: 'Your Fernbrook Sat package does not include News.',
          helpUrl: expect.stringMatching(/^https:/),
          trace: expect.any(String),
        },
      },
    ])
  })

  it('ask for a retry twice, or as often as the name of the resource says', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    const timeout = 'network_connection_timeout'
    const three = async () => {
      const answers = []
      for (let turn = 0; turn < 3; turn += 1) {
        answers.push(await codes(app, 'authorize', 'Lumenwave', ['retry', 'retry1']))
      }
      return answers
    }

    expect(await three()).toEqual([
      [timeout, timeout],
      [timeout, undefined],
      [undefined, undefined],
    ])
    expect(await codes(app, 'preauthorize', 'Lumenwave', ['retry'])).toEqual([timeout])
  })

  it('of an unsteady MVPD ask for a retry twice, for any resource', async () => {
    const app = await application(emulator)
    await app.signIn('MarigoldVision')
    const [first] = await decide(app, 'authorize', 'MarigoldVision', ['News'])
    expect(first.error).toMatchObject({ code: 'network_connection_timeout', action: 'retry' })

    await decide(app, 'authorize', 'MarigoldVision', ['News'])
    expect(await codes(app, 'authorize', 'MarigoldVision', ['News'])).toEqual([undefined])
  })

  it('of a slow MVPD are delayed by mvpdLatency', async () => {
    const own = createPassEmulator({ mvpdLatency: 500 })
    const app = await application(own)
    own.signIn('TidepoolTV')
    vi.useFakeTimers()
    const done = vi.fn<() => void>()
    const answer = ask(app, 'authorize', 'TidepoolTV', ['News']).then(() => done())

    await vi.advanceTimersByTimeAsync(499)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await answer
    expect(done).toHaveBeenCalledOnce()
  })
})

describe('a decision request that is refused as a whole', () => {
  it.each(kinds)('has no signed-in viewer, or an expired profile: %s', async (kind) => {
    const app = await application(emulator)
    expect(await refusal(ask(app, kind, 'Lumenwave', ['News']))).toEqual({
      status: 403,
      code: 'authenticated_profile_missing',
    })

    await app.signIn('Lumenwave')
    emulator.advance(30 * 86_400_000)
    expect(await refusal(ask(app, kind, 'Lumenwave', ['News']))).toEqual({
      status: 403,
      code: 'authenticated_profile_expired',
    })
  })

  it.each([undefined, 'News', [], ['News', 1], ['']])(
    'has the invalid resources %j',
    async (resources) => {
      const app = await application(emulator)

      expect(await refusal(ask(app, 'authorize', 'Lumenwave', resources))).toEqual({
        status: 400,
        code: 'invalid_parameter_resources',
      })
    },
  )

  it('has more than five resources, or more than maxResources', async () => {
    const tooMany = { status: 403, code: 'too_many_resources' }
    const five = ['1', '2', '3', '4', '5']
    const app = await application(emulator)
    await app.signIn('Lumenwave')
    expect((await ask(app, 'preauthorize', 'Lumenwave', five)).status).toBe(200)
    expect(await refusal(ask(app, 'preauthorize', 'Lumenwave', [...five, '6']))).toEqual(tooMany)

    const own = await application(createPassEmulator({ maxResources: 1 }))
    expect(await refusal(ask(own, 'authorize', 'Saltmarsh', ['1', '2']))).toEqual(tooMany)
  })
})

describe('degradation', () => {
  it.each(kinds)('AuthNAll permits everything to everyone: %s', async (kind) => {
    const app = await application(emulator)

    expect(await decide(app, kind, 'Saltmarsh', ['denied'])).toMatchObject([
      { authorized: true, source: 'degradation' },
    ])
  })

  it('AuthZAll permits a signed-in viewer everything, and AuthZNone nothing', async () => {
    const app = await application(emulator)
    expect(await refusal(ask(app, 'authorize', 'OwlCreekCoop', ['News']))).toMatchObject({
      code: 'authenticated_profile_missing',
    })

    await app.signIn('OwlCreekCoop')
    await app.signIn('Pebblecast')
    expect(await decide(app, 'authorize', 'OwlCreekCoop', ['denied'])).toMatchObject([
      { authorized: true, source: 'degradation' },
    ])
    expect(await decide(app, 'authorize', 'Pebblecast', ['News'])).toMatchObject([
      {
        authorized: false,
        source: 'degradation',
        error: { code: 'authorization_denied_by_degradation_rule' },
      },
    ])
  })
})

describe('a TempPass', () => {
  it('permits everything for two hours', async () => {
    const app = await application(emulator)
    expect(await decide(app, 'authorize', 'FreePreview', ['News'])).toMatchObject([
      { authorized: true, source: 'temppass', token: {} },
    ])

    emulator.advance(7_200_000)
    expect(await decide(app, 'authorize', 'FreePreview', ['News'])).toMatchObject([
      {
        authorized: false,
        source: 'temppass',
        error: { code: 'temporary_access_duration_limit_exceeded', action: 'authentication' },
      },
    ])
  })

  it('that is promotional permits three resources per identity', async () => {
    const app = await application(emulator)
    const me = { 'ap-temppass-identity': base64({ email: 'a@b.example' }) }
    const limit = 'temporary_access_resources_limit_exceeded'
    const four = ['1', '2', '3', '4']

    expect(await refusal(ask(app, 'authorize', 'SummerPass', four))).toEqual({
      status: 400,
      code: 'invalid_header_identity_for_temporary_access',
    })
    expect(await codes(app, 'preauthorize', 'SummerPass', four, me)).toEqual(Array(4))
    const permitted = [undefined, undefined, undefined]
    expect(await codes(app, 'authorize', 'SummerPass', four, me)).toEqual([...permitted, limit])
    expect(await codes(app, 'authorize', 'SummerPass', ['3', '5'], me)).toEqual([undefined, limit])
    expect(await refusal(app.get('/profiles/SummerPass', me))).toEqual({ status: 403, code: limit })
  })
})
