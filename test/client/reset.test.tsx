import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { type CredentialStore, type PassClient, PassError, PassProvider } from 'react-adobe-pass'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  createOpenStore,
  emulator,
  holdTime,
  PROFILES,
  REGISTER,
  rejection,
  soon,
  stubLocks,
  TOKEN,
} from './testbed.ts'

beforeEach(emulator.reset)
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A gate that delays responses until it is opened. */
function createGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

const rejected = (error: unknown) => error

describe('reset()', () => {
  it('signs the viewer out: deletes credentials and token but keeps the device id', async () => {
    const { store, records } = createOpenStore()
    const { client, sent, count, types } = createBed({ store })
    await client.fetch(PROFILES)
    emulator.signIn()
    const before = await client.getToken()
    expect(await (await client.fetch(PROFILES)).text()).toContain('notAfter')

    await client.reset()
    expect(types().at(-1)).toBe('reset')
    const kept = JSON.stringify([...records])
    expect(kept).not.toMatch(/clientSecret|clientId/)
    expect(kept).not.toContain(before.value)

    expect(await (await client.fetch(PROFILES)).json()).toEqual({ profiles: {} })
    expect((await client.getToken()).value).not.toBe(before.value)
    expect([count(REGISTER), count(TOKEN)]).toEqual([2, 2])
    const devices = sent.flatMap(({ headers }) => headers['ap-device-identifier'] ?? [])
    expect(new Set(devices).size).toBe(1)
  })

  it('is not undone by a store read that started before it', async () => {
    const { store, records } = createOpenStore()
    const earlier = createBed({ store })
    const before = await earlier.client.getToken()
    const gate = createGate()
    let reads = 0
    const slow: CredentialStore = {
      ...store,
      get: async (key) => {
        const value = records.get(key)
        if (reads++ === 0) await gate.opened
        return value
      },
    }
    const client = earlier.again({ store: slow })
    const token = client.getToken()
    await client.reset()
    gate.open()
    expect((await token).value).not.toBe(before.value)
    expect((await client.getToken()).value).not.toBe(before.value)
  })

  it('lets no call get the old token while it is running', async () => {
    const { client } = createBed()
    const { value } = await client.getToken()
    const resetting = client.reset()
    const next = client.getToken()
    await resetting
    expect((await next).value).not.toBe(value)
  })

  it('before registration is a no-op', async () => {
    const { client, count, types } = createBed()
    await client.reset()
    await client.getToken()
    expect(count(REGISTER)).toBe(1)
    expect(types()).toEqual(['reset', 'registered', 'token-issued'])
  })

  it.each([
    ['the registration', REGISTER],
    ['the token request', TOKEN],
  ])(
    'during %s gives waiting callers a new token, and the old acquisition saves nothing',
    async (_, path) => {
      const gate = createGate()
      const { store, records } = createOpenStore()
      const bed = createBed({
        store,
        fetch: answering(path, async ({ nth, real }) => {
          const answer = await real()
          if (nth === 1) await gate.opened
          return answer
        }),
      })
      const waiting = Array.from({ length: 10 }, () => bed.client.getToken())
      await vi.waitUntil(() => bed.count(path) === 1, 4_000)
      const resetting = bed.client.reset()
      gate.open()
      const tokens = await Promise.all([...waiting, resetting.then(() => bed.client.getToken())])
      expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
      expect(bed.count(REGISTER)).toBe(2)
      const kept = bed.types().filter((type) => type === 'registered')
      expect(kept).toHaveLength(path === REGISTER ? 1 : 2)

      const last = new URLSearchParams(bed.sent.filter((one) => one.path === TOKEN).at(-1)?.body)
      const stored = JSON.stringify([...records])
      expect(stored).toContain(last.get('client_id'))
      expect(stored).toContain(tokens[0]?.value)
      expect((await bed.client.fetch(CONFIGURATION)).status).toBe(200)
    },
  )

  it('also clears a remembered registration error', async () => {
    const { client } = createBed()
    emulator.fail('invalid_software_statement')
    await expect(client.getToken()).rejects.toThrow('invalid_software_statement')
    await client.reset()
    expect((await client.getToken()).value).toBeTruthy()
  })

  it('rejects if the store fails, and is not undone when the store works again', async () => {
    holdTime()
    const { store, broken } = createOpenStore()
    const bed = createBed({ store })
    await soon(bed.client.getToken())
    const before = new URLSearchParams(bed.sent.at(-1)?.body).get('client_id')

    Object.assign(broken, { reads: true, writes: true })
    expect(await soon(rejection(bed.client.reset()))).toBeInstanceOf(PassError)
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBe(2)

    Object.assign(broken, { reads: false, writes: false })
    for (const client of [bed.client, bed.again()]) {
      vi.setSystemTime(Date.now() + 7 * 3_600_000)
      await soon(client.getToken())
      expect(new URLSearchParams(bed.sent.at(-1)?.body).get('client_id')).not.toBe(before)
    }
    expect(bed.count(REGISTER)).toBe(2)
  })

  it('is not undone by a registration that the store saved but reported as failed', async () => {
    stubLocks()
    const { store, records } = createOpenStore()
    const gate = createGate()
    let lying = true
    const update: CredentialStore['update'] = async (key, fn) => {
      await store.update?.(key, fn)
      if (!lying) return
      lying = false
      await gate.opened
      throw new DOMException('Denied', 'UnknownError')
    }
    const bed = createBed({ store: { ...store, update }, deviceId: 'a-device' })
    const waiting = bed.client.getToken()
    await vi.waitUntil(() => !lying, 4_000)
    const [, id = ''] = JSON.stringify([...records]).match(/"clientId":"(.*?)"/) ?? []
    await bed.client.reset()
    gate.open()
    await waiting

    expect(id).not.toBe('')
    expect(bed.count(REGISTER)).toBe(2)
    expect(JSON.stringify([...records])).not.toContain(id)
  })

  it('that is saved later keeps the ten minutes between two replacements', async () => {
    holdTime()
    const { store, broken } = createOpenStore()
    const bed = createBed({ store })
    Object.assign(broken, { reads: true, writes: true })
    const other = bed.again()
    await soon(other.reset())
    Object.assign(broken, { reads: false, writes: false })
    await soon(bed.client.getToken())
    const replace = async (client: PassClient) => {
      emulator.revokeClients()
      vi.setSystemTime(Date.now() + 60_000)
      emulator.revokeTokens()
      return soon(client.fetch(CONFIGURATION).then(({ status }) => status, rejected))
    }
    expect(await replace(bed.client)).toBe(200)
    expect(bed.count(REGISTER)).toBe(2)

    await soon(other.getToken())
    expect(bed.count(REGISTER)).toBe(3)
    expect(await replace(other)).toBeInstanceOf(PassError)
    expect(bed.count(REGISTER)).toBe(3)
  })

  it('that the store rejects late does not delete a registration made meanwhile', async () => {
    // Without a lock, the registration does not wait for the reset.
    stubLocks()
    const { store } = createOpenStore()
    const gate = createGate()
    let hanging = false
    const update: CredentialStore['update'] = async (key, fn) => {
      if (hanging) {
        hanging = false
        await gate.opened
        throw new DOMException('Late', 'TimeoutError')
      }
      return store.update?.(key, fn)
    }
    const bed = createBed({ store: { ...store, update }, deviceId: 'a-device' })
    hanging = true
    const resetting = rejection(bed.client.reset())
    await bed.client.getToken()
    gate.open()
    expect(await resetting).toBeInstanceOf(PassError)

    emulator.revokeTokens()
    expect((await bed.client.fetch(CONFIGURATION)).status).toBe(200)
    expect(bed.count(REGISTER)).toBe(1)
    await bed.again().getToken()
    expect(bed.count(REGISTER)).toBe(1)
  })
})

describe('another tab', () => {
  const mount = (client: PassClient) =>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider client={client} />
      </QueryClientProvider>,
    )

  it('follows a reset and shares the next token', async () => {
    const bed = createBed()
    const heard: string[] = []
    const other = bed.again({ onEvent: ({ type }) => heard.push(type) })
    mount(bed.client)
    mount(other)
    await bed.client.getToken()
    const { value } = await other.getToken()
    expect(heard).toEqual(['token-restored'])

    await bed.client.reset()
    await vi.waitUntil(() => heard.includes('reset'), 4_000)
    const [mine, theirs] = await Promise.all([bed.client.getToken(), other.getToken()])
    expect(theirs.value).toBe(mine.value)
    expect(theirs.value).not.toBe(value)
    expect(bed.count(REGISTER)).toBe(2)
  })

  it('uses a renewed token without a request of its own', async () => {
    const bed = createBed()
    const heard: string[] = []
    const other = bed.again({ onEvent: ({ type }) => heard.push(type) })
    mount(bed.client)
    mount(other)
    await bed.client.getToken()
    await other.getToken()
    emulator.revokeTokens()
    await bed.client.fetch(CONFIGURATION)
    await vi.waitUntil(() => heard.length === 2, 4_000)
    expect(heard).toEqual(['token-restored', 'token-restored'])
    expect(await other.getToken()).toEqual(await bed.client.getToken())
    expect(bed.count(TOKEN)).toBe(2)
  })

  it('gets the token of the new credentials after a reset', async () => {
    const bed = createBed()
    const other = bed.again({ onEvent: (event) => heard.push(event) })
    const heard: unknown[] = []
    mount(bed.client)
    mount(other)
    await bed.client.getToken()
    await other.getToken()
    await bed.client.reset()
    await bed.client.getToken()
    await vi.waitUntil(
      async () => (await other.getToken()).value === (await bed.client.getToken()).value,
      4_000,
    )
    expect(bed.count(REGISTER)).toBe(2)
  })
})
