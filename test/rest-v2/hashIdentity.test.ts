import { PassConfigurationError } from 'react-adobe-pass'
import { hashIdentity } from 'react-adobe-pass/rest-v2'
import { afterEach, describe, expect, it, vi } from 'vitest'

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('hashIdentity', () => {
  // The hashes come from `printf %s … | sha256sum`.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['ada@example.com', 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72'],
    ['😀é', '71b897d47640bd5e39412fb2d81c5d04b1195fc5524663a7704b6bfe2ec0db63'],
  ])('returns the SHA-256 of %j in hex', async (text, hash) => {
    expect(await hashIdentity(text)).toBe(hash)
  })

  it.each([
    ['no Web Crypto', undefined],
    ['no SubtleCrypto, as on pages without TLS', {}],
    [
      'a SubtleCrypto that throws on access',
      {
        get subtle() {
          return refuse()
        },
      },
    ],
    ['a digest that rejects', { subtle: { digest: async () => refuse() } }],
    ['a digest that returns nothing', { subtle: { digest: async () => undefined } }],
  ])('rejects with a clear message if there is %s', async (_, crypto) => {
    vi.stubGlobal('crypto', crypto)
    const error = await hashIdentity('ada@example.com').catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PassConfigurationError)
    expect(String(error)).toMatch(/TLS/)
    expect(String(error)).not.toContain('ada')
  })

  it('rejects with a PassConfigurationError if there is no TextEncoder', async () => {
    vi.stubGlobal('TextEncoder', undefined)
    await expect(hashIdentity('ada@example.com')).rejects.toBeInstanceOf(PassConfigurationError)
  })
})
