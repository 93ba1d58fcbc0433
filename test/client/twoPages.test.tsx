import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import {
  type CredentialStore,
  type PassClient,
  PassNetworkError,
  PassProvider,
  passQueryOptions,
} from 'react-adobe-pass'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  answering,
  CONFIGURATION,
  createBed,
  createOpenStore,
  elapse,
  emulator,
  holdTimeInEachTest,
  json,
  REGISTER,
  rejection,
  soon,
  TOKEN,
} from './testbed.ts'

const HOURS = 3_600_000
const clientOf = ({ body }: { body: string } = { body: '' }) =>
  new URLSearchParams(body).get('client_id')

/** A store with the same records that can fail for one page only. */
function breakable(store: CredentialStore) {
  const broken = { writes: false, reads: false }
  const check = (isBroken: boolean) => {
    if (isBroken) throw new DOMException('Broken', 'QuotaExceededError')
  }
  const own: CredentialStore = {
    ...store,
    get: async (key) => {
      check(broken.reads)
      return store.get(key)
    },
    update: async (key, fn) => {
      check(broken.writes || broken.reads)
      await store.update?.(key, fn)
    },
  }
  return { store: own, broken }
}

const mount = (client: PassClient, queryClient = new QueryClient()) =>
  render(
    <QueryClientProvider client={queryClient}>
      <PassProvider client={client} />
    </QueryClientProvider>,
  )

holdTimeInEachTest()
afterEach(cleanup)

describe('a page whose write failed', () => {
  it('does not restore credentials that another page has reset', async () => {
    const { store } = createOpenStore()
    const bed = createBed({ store })
    const { store: own, broken } = breakable(store)
    const other = bed.again({ store: own })
    await soon(other.getToken())
    const before = clientOf(bed.sent.find(({ path }) => path === TOKEN))

    broken.writes = true
    vi.setSystemTime(Date.now() + 7 * HOURS)
    await soon(other.getToken())
    broken.writes = false
    await soon(bed.client.reset())
    vi.setSystemTime(Date.now() + 7 * HOURS)
    await soon(other.getToken())
    expect(clientOf(bed.sent.at(-1))).not.toBe(before)
    expect(bed.count(REGISTER)).toBe(2)
  })

  it('does not restore them either if its store saved them but reported a failure', async () => {
    const { store, records } = createOpenStore()
    let denied = ''
    const { client, count } = createBed({
      store: {
        ...store,
        update: async (key, change) => {
          await store.update?.(key, change)
          const { clientId } = Object(Object(records.get(key)).credentials)
          if (denied || !clientId) return
          denied = clientId
          // Another page resets the saved credentials.
          records.set(key, { version: 1 })
          throw new DOMException('Broken', 'UnknownError')
        },
      },
    })
    await client.getToken()
    expect(denied).not.toBe('')
    expect(JSON.stringify([...records])).not.toContain(denied)
    expect(count(REGISTER)).toBe(2)
  })

  it('keeps the credentials that replaced rejected ones, and replaces nothing again', async () => {
    const { store, broken } = createOpenStore()
    const bed = createBed({ store })
    await soon(bed.client.getToken())
    emulator.revokeClients()
    broken.writes = true
    vi.setSystemTime(Date.now() + 7 * HOURS)
    await soon(bed.client.getToken())
    const replacing = clientOf(bed.sent.at(-1))

    broken.writes = false
    for (const client of [bed.client, bed.again()]) {
      vi.setSystemTime(Date.now() + 7 * HOURS)
      await soon(client.getToken())
      expect(clientOf(bed.sent.at(-1))).toBe(replacing)
    }
    expect(bed.count(REGISTER)).toBe(2)
  })

  it('returns to the stored credentials that it replaced, once those work again', async () => {
    const { store } = createOpenStore()
    let refused = 0
    const bed = createBed({
      store,
      fetch: answering(TOKEN, () =>
        refused-- > 0 ? json({ error: 'invalid_client' }, 400) : undefined,
      ),
    })
    const { store: own, broken } = breakable(store)
    const other = bed.again({ store: own })
    await soon(other.getToken())
    const stored = clientOf(bed.sent.at(-1))
    vi.setSystemTime(Date.now() + 7 * HOURS)
    broken.writes = true
    refused = 6
    await soon(rejection(other.getToken()))
    await soon(bed.client.getToken())
    expect(clientOf(bed.sent.at(-1))).toBe(stored)

    broken.writes = false
    for (const client of [other, bed.again()]) {
      vi.setSystemTime(Date.now() + 7 * HOURS)
      await soon(client.getToken())
      expect(clientOf(bed.sent.at(-1))).toBe(stored)
    }
  })

  it('does not delete the registration that another page made after the failed reset', async () => {
    const { store } = createOpenStore()
    const { store: own, broken } = breakable(store)
    const bed = createBed({ store: own })
    await soon(bed.client.getToken())
    broken.writes = true
    expect(await soon(rejection(bed.client.reset()))).toMatchObject({ name: 'PassStorageError' })
    const other = bed.again({ store })
    await soon(other.reset())
    await soon(other.getToken())
    const registered = clientOf(bed.sent.at(-1))

    broken.writes = false
    await soon(bed.client.getToken())
    expect(bed.count(REGISTER)).toBe(2)
    vi.setSystemTime(Date.now() + 7 * HOURS)
    await soon(bed.client.getToken())
    expect(clientOf(bed.sent.at(-1))).toBe(registered)
  })
})

describe('a page that could not read', () => {
  it('returns to the stored credentials soon after the store works again', async () => {
    const { store } = createOpenStore()
    const bed = createBed({ store })
    await soon(bed.client.getToken())
    const stored = clientOf(bed.sent.at(-1))
    const { store: own, broken } = breakable(store)
    broken.reads = true
    const slow = bed.again({ store: own })
    mount(slow)
    await soon(slow.getToken())
    expect(clientOf(bed.sent.at(-1))).not.toBe(stored)

    broken.reads = false
    await elapse(31_000)
    expect((await soon(slow.getToken())).value).toBe((await soon(bed.client.getToken())).value)
  })
})

describe('a reset', () => {
  it('on a page that could not read the store is not undone when it works again', async () => {
    const { store } = createOpenStore()
    const bed = createBed({ store })
    await soon(bed.client.getToken())
    const stored = clientOf(bed.sent.at(-1))
    const { store: own, broken } = breakable(store)
    broken.reads = true
    const blind = bed.again({ store: own })
    await soon(blind.getToken())
    await soon(blind.reset())
    broken.reads = false
    await soon(blind.getToken())
    expect(clientOf(bed.sent.at(-1))).not.toBe(stored)
    vi.setSystemTime(Date.now() + 7 * HOURS)
    await soon(bed.client.getToken())
    expect(clientOf(bed.sent.at(-1))).not.toBe(stored)
  })

  it('on a page without a provider reaches a mounted page', async () => {
    const { store } = createOpenStore()
    const bed = createBed({ store })
    const heard: string[] = []
    const other = bed.again({ store, onEvent: ({ type }) => heard.push(type) })
    mount(other)
    await soon(other.getToken())
    await soon(bed.client.reset())
    await vi.waitFor(() => expect(heard).toContain('reset'), 4_000)
  })

  it('does not cancel a query that a loader awaits', async () => {
    const bed = createBed()
    const queryClient = new QueryClient()
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = bed.again({
      fetch: answering(CONFIGURATION, async ({ nth }) => {
        if (nth === 1) await gate
        return json({ requestor: { id: 'REF30' } })
      }),
    })
    mount(slow, queryClient)
    const loaded = queryClient.query(passQueryOptions(slow, CONFIGURATION))
    await elapse(10)
    await soon(slow.reset())
    release()
    expect(await soon(loaded)).toEqual({ requestor: { id: 'REF30' } })
  })
})

describe('secrets', () => {
  it('do not reach an error if the custom fetch throws an error that contains them', async () => {
    const { client } = createBed({
      fetch: answering(TOKEN, ({ url, init }) => {
        throw Object.assign(new Error('wrapped'), { request: { url, ...init } })
      }),
    })
    const error = await soon(rejection(client.getToken()))
    expect(error).toBeInstanceOf(PassNetworkError)
    expect(JSON.stringify([error.cause, { ...Object(error.cause) }])).not.toContain('client_secret')
  })
})

describe('credentials', () => {
  it('are kept after a plain 401 and one unknown-client response', async () => {
    const unknown = 'invalid_access_token_client_application'
    const { client, count, types } = createBed({
      fetch: answering(CONFIGURATION, ({ nth }) => {
        if (nth === 1) return json({ error: 'invalid_token' }, 401)
        return nth === 2
          ? json({ action: 'application-registration', code: unknown }, 401)
          : undefined
      }),
    })
    expect((await soon(client.fetch(CONFIGURATION))).status).toBe(200)
    expect(count(REGISTER)).toBe(1)
    expect(types()).not.toContain('credentials-replaced')
  })
})
