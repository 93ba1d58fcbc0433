import { afterEach, expect, it, vi } from 'vitest'
import { checkUrls } from '../../src/entitlement/addresses.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it.each(['redirectUrl', 'activationUrl'])(
  'a %s that is no absolute URL is refused, and said on the console once',
  (name) => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {})
    const message = `${name} must be an absolute URL`
    for (let i = 0; i < 2; i++) expect(() => checkUrls({ [name]: '/back' })).toThrow(message)
    expect(console.mock.calls).toEqual([[`[react-adobe-pass] ${message}`]])
  },
)

it('absolute URLs, and none, are taken', () => {
  expect(() => checkUrls({ redirectUrl: 'https://tv.example/back' })).not.toThrow()
  expect(() => checkUrls({})).not.toThrow()
})
