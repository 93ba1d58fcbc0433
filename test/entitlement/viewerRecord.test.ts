import { expect, it } from 'vitest'
import { freshUntil } from '../../src/entitlement/viewer/profileQuestion.ts'
import { readViewerRecord } from '../../src/entitlement/viewer/viewerRecord.ts'

const profile = { notAfter: 9, attributes: { userID: { value: 'u' } } }
const stored = {
  owner: 'me',
  mvpd: { id: 'A', displayName: 'a', logoUrl: undefined },
  chosen: 'A',
  last: { ...profile, mvpd: 'A', userID: 'u' },
  answer: { profiles: { A: profile } },
  answeredAt: 5,
  commits: { A: 1 },
}
const { owner, ...whole } = stored

it('a record is read as it was stored', () => {
  expect(readViewerRecord(stored, owner)).toStrictEqual(whole)
})

it('only the pick is read from a record of another client', () => {
  expect(readViewerRecord(stored, 'other')).toStrictEqual({ mvpd: whole.mvpd })
  expect(readViewerRecord({ ...stored, owner: undefined }, owner)).toStrictEqual({
    mvpd: whole.mvpd,
  })
})

it.each([
  ['mvpd', { id: '' }],
  ['mvpd', { displayName: 'a' }],
  ['mvpd', 'A'],
  ['chosen', 7],
  ['last', 'A'],
  ['last', profile],
  ['commits', 5],
] as const)('a damaged %s is left out: %j', (name, damaged) => {
  const { [name]: _, ...rest } = whole
  const record = readViewerRecord({ ...stored, [name]: damaged }, owner)
  expect(record[name]).toBeUndefined()
  expect(record).toMatchObject(rest)
})

it.each([
  { answer: { profiles: { A: {} } } },
  { answer: undefined },
  { answeredAt: 'soon' },
  { answeredAt: undefined },
])('a response is used only if it and its time are valid: %j', (damage) => {
  const { answer: _, answeredAt: __, ...rest } = whole
  expect(readViewerRecord({ ...stored, ...damage }, owner)).toStrictEqual(rest)
})

it('a response from the future is outdated: the clock was set back since', () => {
  const damaged = { ...stored, answeredAt: Date.now() + 60_000 }
  const record = readViewerRecord(damaged, owner)
  expect(record).toStrictEqual({ ...whole, answeredAt: 0 })
  expect(freshUntil(record)).toBe(-Infinity)
})

it.each([0, Date.now() + 60_000])('an outdated response without profiles is left out: %s', (at) => {
  const { answer: _, answeredAt: __, ...rest } = whole
  const nobody = { ...stored, answer: { profiles: {} }, answeredAt: at }
  expect(readViewerRecord(nobody, owner)).toStrictEqual(rest)
})

it('a pick needs only an id, and an invalid count of commits is left out', () => {
  const damaged = { ...stored, mvpd: { id: 'A', logoUrl: 5 }, commits: { A: 1, B: 'x' } }
  const { mvpd, commits } = readViewerRecord(damaged, owner)
  expect(mvpd).toEqual({ id: 'A', displayName: 'A' })
  expect(commits).toEqual({ A: 1 })
})
