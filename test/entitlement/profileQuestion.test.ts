import type { Profile } from 'react-adobe-pass/rest-v2'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  freshUntil,
  mvpdToAskFor,
  profilesOf,
  withAnswer,
  withChange,
} from '../../src/entitlement/viewer/profileQuestion.ts'
import type { ViewerRecord } from '../../src/entitlement/viewer/viewerRecord.ts'

const NOW = 1_000_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  return () => vi.useRealTimers()
})

const profile = (notAfter: number, type: Profile['type'] = 'regular'): Profile => ({
  notBefore: 1,
  notAfter,
  issuer: 'x',
  type,
  attributes: {},
})

/** A record with these profiles, from a response a second ago. */
const knowing = (profiles: Readonly<Record<string, Profile>>, chosen?: string): ViewerRecord => ({
  chosen,
  answer: { profiles },
  answeredAt: NOW - 1_000,
})

const mvpds = (record: ViewerRecord) => profilesOf(record).map(({ mvpd }) => mvpd)

describe('mvpdToAskFor', () => {
  it('is undefined on a first visit or if nobody is signed in: all profiles are requested', () => {
    expect(mvpdToAskFor({})).toBeUndefined()
    expect(mvpdToAskFor({ mvpd: { id: 'Picked', displayName: 'Picked' } })).toBeUndefined()
    expect(mvpdToAskFor(knowing({}))).toBeUndefined()
  })

  it('is that of the profile in use', () => {
    const profiles = { A: profile(NOW + 1), B: profile(NOW + 2, 'temporary') }
    expect(mvpdToAskFor(knowing(profiles))).toBe('B')
    expect(mvpdToAskFor(knowing(profiles, 'A'))).toBe('A')
  })

  it('is that of an expired profile, the chosen one first', () => {
    const profiles = { A: profile(NOW - 1), B: profile(NOW + 1), C: profile(NOW - 2) }
    expect(mvpdToAskFor(knowing(profiles, 'B'))).toBe('A')
    expect(mvpdToAskFor(knowing(profiles, 'C'))).toBe('C')
  })

  it('is the chosen one if degraded access has no profile', () => {
    expect(mvpdToAskFor(knowing({}, 'Saltmarsh'))).toBe('Saltmarsh')
  })
})

describe('freshUntil', () => {
  it('is -Infinity if nothing is known', () => {
    expect(freshUntil({})).toBe(-Infinity)
  })

  it('is the earliest end of a profile, or 30 s after a response without profiles', () => {
    expect(freshUntil(knowing({ A: profile(NOW + 5), B: profile(NOW + 2) }))).toBe(NOW + 2)
    expect(freshUntil(knowing({}))).toBe(NOW + 29_000)
  })
})

describe('withAnswer', () => {
  it('keeps the profiles that were not requested until they expire', () => {
    const record = knowing({ A: profile(NOW + 9), B: profile(NOW + 5), C: profile(NOW - 1) })
    const asked = withAnswer(record, { mvpd: 'A', profiles: { A: profile(NOW + 10) }, at: NOW })
    expect(mvpds(asked)).toEqual(['A', 'B'])
    expect(asked.answer?.profiles['A']?.notAfter).toBe(NOW + 10)
    expect(asked.answeredAt).toBe(NOW)
    const gone = withAnswer(record, { mvpd: 'A', profiles: {}, at: NOW })
    expect(mvpds(gone)).toEqual(['B'])
  })

  it('keeps temporary and degraded profiles, which the list of all profiles leaves out', () => {
    const record = knowing({
      A: profile(NOW + 9),
      T: profile(NOW + 8, 'temporary'),
      D: profile(NOW + 7, 'degraded'),
      Over: profile(NOW - 1, 'temporary'),
    })
    const answer = { mvpd: undefined, profiles: { B: profile(NOW + 1) }, at: NOW }
    expect(mvpds(withAnswer(record, answer))).toEqual(['T', 'D', 'B'])
  })

  it('keeps a profile that was expired on arrival, because the device clock is wrong', () => {
    const record = knowing({ A: profile(NOW - 5_000), B: profile(NOW + 5) })
    const asked = withAnswer(record, { mvpd: 'B', profiles: { B: profile(NOW + 6) }, at: NOW })
    expect(mvpds(asked)).toEqual(['B', 'A'])
  })

  it('keeps a profile of a later sign-in: the response was overtaken', () => {
    const late = { ...profile(NOW + 9), notBefore: 2 }
    const record = knowing({ A: late, D: { ...late, type: 'degraded' } })
    const profiles = { A: profile(NOW + 5), B: profile(NOW + 5), D: profile(NOW + 5) }
    const all = withAnswer(record, { mvpd: undefined, profiles, at: NOW })
    expect(all.answer?.profiles).toEqual({ ...profiles, A: late })
    expect(withAnswer(record, { mvpd: 'A', profiles, at: NOW })).toBe(record)
  })

  it('removes a choice with its profile, and keeps one that never had a profile', () => {
    const chosen = knowing({ A: profile(NOW + 1) }, 'A')
    expect(withAnswer(chosen, { mvpd: 'A', profiles: {}, at: NOW }).chosen).toBeUndefined()
    const nameless = knowing({}, 'Saltmarsh')
    const asked = withAnswer(nameless, { mvpd: 'Saltmarsh', profiles: {}, at: NOW })
    expect(asked.chosen).toBe('Saltmarsh')
  })

  it('remembers the last profile', () => {
    const record = withAnswer({}, { mvpd: undefined, profiles: { A: profile(NOW + 1) }, at: NOW })
    const gone = withAnswer(record, { mvpd: 'A', profiles: {}, at: NOW })
    expect([record.last?.mvpd, gone.last?.mvpd]).toEqual(['A', 'A'])
  })
})

describe('withChange', () => {
  const record = knowing(
    { A: profile(NOW + 9), B: profile(NOW + 5), C: profile(NOW + 7), Over: profile(NOW - 1) },
    'B',
  )

  it('adds the profile of a sign-in, which is in use from then on', () => {
    const found = { D: profile(NOW + 1) }
    const changed = withChange(record, { gone: [], found, chosen: 'D', at: NOW })
    expect(mvpds(changed)).toEqual(['D', 'A', 'C', 'B'])
    expect(changed).toMatchObject({ chosen: 'D', answeredAt: NOW, last: { mvpd: 'D' } })
  })

  it('removes the profile of a sign-out; another profile in use stays in use', () => {
    const other = { gone: ['A'], found: {}, chosen: undefined, at: NOW }
    expect(mvpds(withChange(record, other))).toEqual(['B', 'C'])
    const own = { gone: ['B'], found: {}, chosen: undefined, at: NOW }
    expect(mvpds(withChange(record, own))).toEqual(['A', 'C'])
  })

  it('does not treat a sign-out as an expired profile', () => {
    const all = { gone: ['A', 'B', 'C'], found: {}, chosen: undefined, at: NOW }
    expect(withChange({ ...record, last: undefined }, all).last).toBeUndefined()
  })
})
