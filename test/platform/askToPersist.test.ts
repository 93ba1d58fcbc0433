import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBed, emulator } from '../client/testbed.ts'

afterEach(() => {
  Reflect.deleteProperty(navigator, 'storage')
  emulator.reset()
})

/** A browser that can be asked to keep what is stored. */
function stubStorage(persist: unknown) {
  Object.defineProperty(navigator, 'storage', { value: { persist }, configurable: true })
}

describe('persistStorage', () => {
  it('asks the browser once, when a page has got a token', async () => {
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

  it('is never asked for by default, for Firefox asks the viewer', async () => {
    const persist = vi.fn<() => Promise<boolean>>(async () => true)
    stubStorage(persist)
    await createBed().client.getToken()
    expect(persist).not.toHaveBeenCalled()
  })

  it.each([
    ['refuses', () => Promise.reject(new TypeError('Not here'))],
    ['does not know it', undefined],
  ])('changes nothing where the browser %s', async (_, persist) => {
    stubStorage(persist)
    const { client, types } = createBed({ persistStorage: true })
    await client.getToken()
    expect(types()).toContain('token-issued')
  })
})
