import { afterEach, expect, it, vi } from 'vitest'
import { checkUrls, withAbsoluteUrls } from '../../src/entitlement/addresses.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it.each(['redirectUrl', 'activationUrl'])(
  'rejects a %s that is not a URL, and logs this to the console once',
  (name) => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {})
    const message = `${name} must be a URL, such as '/back.html'`
    const given = withAbsoluteUrls({ [name]: 'http://[' })
    for (let i = 0; i < 2; i++) expect(() => checkUrls(given)).toThrow(message)
    expect(console.mock.calls).toEqual([[`[react-adobe-pass] ${message}`]])
  },
)

it('accepts absolute URLs and missing ones', () => {
  expect(() => checkUrls({ redirectUrl: 'https://tv.example/back' })).not.toThrow()
  expect(() => checkUrls({})).not.toThrow()
})

it('resolves relative URLs against the page, and leaves absolute ones unchanged', () => {
  const resolve = (redirectUrl: string) => withAbsoluteUrls({ redirectUrl }).redirectUrl
  expect(resolve('/back?x=1')).toBe(`${location.origin}/back?x=1`)
  expect(resolve('back')).toBe(new URL('back', location.href).href)
  expect(resolve('https://tv.example')).toBe('https://tv.example')
  expect(resolve('tv-app://back')).toBe('tv-app://back')
  expect(withAbsoluteUrls({ redirectUrl: undefined })).toEqual({ redirectUrl: undefined })
})
