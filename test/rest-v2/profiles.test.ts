import { PassResponseError } from 'react-adobe-pass'
import { type Profiles, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { emulator, makePass } from './testbed.ts'

const ask = async (answer?: unknown) => (await makePass(answer)).request(profiles())
const profile = { notBefore: 1, notAfter: 2, issuer: 'A', type: 'regular', attributes: {} }

describe('profiles()', () => {
  it('is empty if nobody is signed in', async () => {
    expect(await ask()).toEqual({ profiles: {} })
    expect(emulator.log.at(-1)).toMatchObject({
      method: 'GET',
      url: expect.stringMatching(/\/api\/v2\/REF30\/profiles$/),
      status: 200,
    })
  })

  it('lists the profiles by MVPD, with their metadata', async () => {
    const pass = await makePass()
    await pass.getToken()
    emulator.signIn('Lumenwave')
    emulator.signIn('CedarHollow')
    const { profiles: list } = await pass.request(profiles())
    expect(Object.keys(list)).toEqual(['Lumenwave', 'CedarHollow'])
    expect(list['Lumenwave']).toMatchObject({
      issuer: 'Lumenwave',
      type: 'regular',
      attributes: { zip: { value: ['90210'], state: 'plain' } },
    })
    expect(list['CedarHollow']).toMatchObject({ issuer: 'CedarHollow', type: 'regular' })
  })

  it('tolerates unknown fields and values, and missing optional ones', async () => {
    expect(await ask({})).toEqual({ profiles: {} })
    const { attributes: _, ...bare } = profile
    const unusual = {
      ...profile,
      type: 'somethingNew',
      sessionId: 'x',
      attributes: {
        a: { value: { deep: [1] }, state: 'enc' },
        b: { value: 7 },
        c: { value: null },
      },
    }
    const read = { a: { state: 'enc' }, b: { value: 7 }, c: {} }
    const answer = await ask({ profiles: { A: bare, B: unusual }, more: 1 })
    const { sessionId: __, ...known } = unusual
    expect(answer).toEqual({ profiles: { A: profile, B: { ...known, attributes: read } } })
  })

  it('reads times that are strings', async () => {
    const times = { notBefore: '1795455466505', notAfter: '1795477066511' }
    const answer = await ask({ profiles: { A: { ...profile, ...times } } })
    expect(answer.profiles['A']).toMatchObject({
      notBefore: 1_795_455_466_505,
      notAfter: 1_795_477_066_511,
    })
  })

  it('treats null as a missing field', async () => {
    expect(await ask({ profiles: null })).toEqual({ profiles: {} })
    const attributes = { a: { value: 1, state: null } }
    const answer = await ask({ profiles: { A: { ...profile, attributes } } })
    expect(answer.profiles['A']?.attributes).toStrictEqual({ a: { value: 1 } })
  })

  it('ignores `__proto__` keys', async () => {
    const answer: unknown = JSON.parse(`{
      "__proto__": { "profiles": { "B": 1 } },
      "profiles": { "__proto__": { "issuer": "X" }, "A": ${JSON.stringify(profile)} }
    }`)
    const { profiles: list } = await ask(answer)
    expect(Object.getPrototypeOf(list)).toBe(Object.prototype)
    expect(list).toStrictEqual({ A: profile })
  })

  it.each([
    ['an answer that is not an object', 'a text', ''],
    ['null', null, ''],
    ['a profile that is null', { profiles: { A: null } }, 'profiles.A'],
    [
      'a time that is too large for a number',
      { profiles: { A: { ...profile, notAfter: '9'.repeat(400) } } },
      'profiles.A.notAfter',
    ],
    [
      'a time in a list',
      { profiles: { A: { ...profile, notAfter: ['5'] } } },
      'profiles.A.notAfter',
    ],
    ['a list of profiles', { profiles: [profile] }, 'profiles'],
    [
      'a profile without notAfter',
      { profiles: { A: { ...profile, notAfter: undefined } } },
      'profiles.A.notAfter',
    ],
    [
      'a time that is not a number',
      { profiles: { A: { ...profile, notAfter: 'soon' } } },
      'profiles.A.notAfter',
    ],
  ])('rejects %s with the path, and never with the value', async (_, answer, path) => {
    const error = await ask(answer).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PassResponseError)
    expect(error).toMatchObject({ issues: [path], status: 200 })
    expect(String(error)).not.toContain('soon')
  })

  it('is fresh until the first profile expires, or for 30 seconds without profiles', () => {
    const { staleTime } = profiles()
    const fresh = (data: Profiles, at: number) =>
      typeof staleTime === 'function' ? staleTime(data, at) : staleTime
    const ends = (...times: number[]): Profiles => ({
      profiles: Object.fromEntries(
        times.map((notAfter, index) => [index, { ...profile, notAfter }]),
      ),
    })
    expect(fresh(ends(9_000, 5_000, 7_000), 1_000)).toBe(4_000)
    expect(fresh(ends(500), 1_000)).toBeLessThanOrEqual(0)
    expect(fresh(ends(), 1_000)).toBe(30_000)
  })
})
