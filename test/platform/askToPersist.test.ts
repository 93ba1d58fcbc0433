import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBed, emulator } from '../client/testbed.ts'

afterEach(() => {
  Reflect.deleteProperty(navigator, 'storage')
  emulator.reset()
})

/** Stubs the API that asks the browser to keep stored data. */
function stubStorage(persist: unknown) {
  Object.defineProperty(navigator, 'storage', { value: { persist }, configurable: true })
}

describe('persistStorage', () => {
  it('asks the browser once, after the page has got a token', async () => {
    const persist = vi.fn<() => Promise<boolean>>(async () => true)
    stubStorage(persist)
    const { client } = createBed({ persistStorage: true })
    expect(persist).not.toHaveBeenCalled()
    await client.getToken()
    expect(persist).toHaveBeenCalledTimes(1)
    await client.reset()
    await client.getToken()
    expect(persist).toHaveBeenCalledTimes(1)
  })

  it('is off by default, because Firefox prompts the viewer', async () => {
    const persist = vi.fn<() => Promise<boolean>>(async () => true)
    stubStorage(persist)
    await createBed().client.getToken()
    expect(persist).not.toHaveBeenCalled()
  })

  it.each([
    ['rejects', () => Promise.reject(new TypeError('Not here'))],
    ['does not support it', undefined],
  ])('has no effect if the browser %s', async (_, persist) => {
    stubStorage(persist)
    const { client, types } = createBed({ persistStorage: true })
    await client.getToken()
    expect(types()).toContain('token-issued')
  })
})
