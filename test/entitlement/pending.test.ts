import { beforeEach, expect, it, vi } from 'vitest'
import {
  keepPending,
  markPopup,
  type Pending,
  readPending,
  secondScreen,
  takePopupMark,
} from '../../src/entitlement/signIn/pending.ts'

const now = 1_000_000
const pending: Pending = {
  request: { mvpd: 'A', screen: 'second-screen' },
  code: 'CODE',
  notAfter: now + 60_000,
  lifetime: 600_000,
  missingParameters: ['domainName'],
  url: '/x',
  isUnfinished: true,
  popupName: 'p',
}
const readStored = (stored: object) => {
  sessionStorage.setItem('key', JSON.stringify(stored))
  return readPending('key')
}

beforeEach(() => {
  sessionStorage.clear()
  vi.useFakeTimers({ now })
  return () => vi.useRealTimers()
})

it('a session is read as it was saved', () => {
  keepPending('key', pending)
  expect(readPending('key')).toEqual(pending)
  keepPending('key', undefined)
  expect(readPending('key')).toBeUndefined()
})

it('an unknown end stays unknown, and a clock that was set back does not extend a session', () => {
  const endless = { ...pending, notAfter: Infinity, lifetime: Infinity }
  expect(readStored(endless)).toEqual(endless)
  expect(readStored({ ...pending, lifetime: undefined })?.lifetime).toBe(Infinity)
  expect(readStored({ ...pending, lifetime: 5_000 })?.notAfter).toBe(now + 5_000)
})

it.each([
  ['code', ''],
  ['code', undefined],
  ['request', undefined],
  ['request', 'x'],
  ['missingParameters', undefined],
  ['missingParameters', 'x'],
  ['notAfter', undefined],
  ['notAfter', 'soon'],
  ['notAfter', now],
  ['lifetime', 'long'],
])('a session with an invalid %s is ignored: %j', (name, damaged) => {
  expect(readStored({ ...pending, [name]: damaged })).toBeUndefined()
})

it('other fields are left out if they are damaged', () => {
  const request = { mvpd: '', domainName: 5, screen: 'cinema', redirectUrl: '/back' }
  const damaged = { request, url: 5, isUnfinished: 'yes', popupName: '' }
  const { url: _, isUnfinished: __, popupName: ___, ...rest } = pending
  expect(readStored({ ...pending, ...damaged })).toEqual({
    ...rest,
    request: { redirectUrl: '/back' },
  })
})

it('the mark of a popup is not a session, and can be taken once', () => {
  markPopup('key')
  expect(readPending('key')).toBeUndefined()
  expect(takePopupMark('key')).toBe(true)
  expect(takePopupMark('key')).toBe(false)
  keepPending('key', pending)
  expect(takePopupMark('key')).toBe(false)
  expect(readPending('key')).toEqual(pending)
})

it('rounds the seconds that are left up, but not a fraction of a ms', () => {
  expect(secondScreen(pending, 1_800_000.0000002)).toMatchObject({ secondsLeft: 1_800 })
  expect(secondScreen(pending, 1_800_001)).toMatchObject({ secondsLeft: 1_801 })
})
