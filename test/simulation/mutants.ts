import { urlOf } from './network.ts'
import type { Schedule } from './schedule.ts'
import type { Mutation } from './simulate.ts'

const bodyOf = (init: RequestInit | undefined) => (typeof init?.body === 'string' ? init.body : '')

/** A world with a fault. */
interface Mutant {
  readonly name: string
  /** The violation that must be reported. */
  readonly caught: RegExp
  /** The profile in which it is found soonest. */
  readonly profile?: Partial<Schedule['profile']>
  readonly mutation: Mutation
}

/** Worlds in which a promise must break. Each has a lying input; none changes the code. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a store that seems empty when a read fails',
    caught: /registers although it knows|are replaced that the server has not refused/,
    mutation: {
      store: ({ get, set, delete: remove }) => ({
        get: async (key) => {
          try {
            return await get(key)
          } catch {
            return undefined
          }
        },
        set,
        delete: remove,
      }),
    },
  },
  {
    name: 'a store that is separate in each tab',
    caught: /has not refused twice|do not use the credentials that are stored/,
    mutation: {
      store: ({ get, set, delete: remove }) => {
        const own = new Map<string, unknown>()
        return {
          get: async (key) => (await get(key), own.get(key)),
          set: async (key, value) => {
            await set(key, value)
            own.set(key, value)
          },
          delete: remove,
        }
      },
    },
  },
  {
    name: 'a store whose update is not atomic',
    caught: /two tabs ask for a token at the same time|has not refused/,
    profile: { locks: 'lease' },
    mutation: {
      store: ({ get, set, delete: remove }) => ({
        get,
        set,
        delete: remove,
        update: async (key, fn) => set(key, fn(await get(key))),
      }),
    },
  },
  {
    name: 'a store whose failed reads never settle',
    caught: /does not settle/,
    mutation: {
      store: ({ get, ...rest }) => ({
        ...rest,
        get: (key) => get(key).catch(() => new Promise(() => {})),
      }),
    },
  },
  {
    name: 'a store that loses the device identifier',
    caught: /the device identifier has changed/,
    mutation: {
      store: ({ get, set, delete: remove }) => ({
        get: async (key) => (key.endsWith(':device') ? undefined : get(key)),
        set,
        delete: remove,
      }),
    },
  },
  {
    name: 'a lock that several tabs hold at once',
    caught: /two tabs ask for a token at the same time/,
    profile: { locks: 'web' },
    mutation: { locks: () => ({ request: async (_name, _options, grant) => grant(null) }) },
  },
  {
    name: 'a confirmation of invalid_client that never reached the server',
    caught: /are replaced that the server has not refused twice|registers although it knows/,
    mutation: {
      fetch: (fetch) => {
        const refused = new Set<string>()
        return async (input, init) => {
          const body = bodyOf(init)
          if (refused.has(body)) return Response.json({ error: 'invalid_client' }, { status: 400 })
          const response = await fetch(input, init)
          if (body.startsWith('client_id') && response.status === 400) refused.add(body)
          return response
        }
      },
    },
  },
  {
    name: 'a store that forgets when credentials were replaced',
    caught: /ms after the last time/,
    mutation: {
      store: ({ get, set, delete: remove, update }) => {
        const forget = (value: unknown) => ({ ...Object(value), replacedAt: undefined })
        return {
          get: async (key) => {
            const value = await get(key)
            return value && typeof value === 'object' ? forget(value) : value
          },
          set,
          delete: remove,
          ...(update && { update }),
        }
      },
    },
  },
  {
    name: 'a localStorage that is separate in each tab',
    caught: /after a 429/,
    profile: { localStorage: 'works' },
    mutation: { localStorage: 'of-each-tab' },
  },
  {
    name: 'a fetch that puts the request into its error',
    caught: /is shown in an error/,
    mutation: {
      fetch: (fetch) => (input, init) =>
        fetch(input, init).catch((error: unknown) => {
          throw new TypeError(`${String(error)}: ${bodyOf(init)}`)
        }),
    },
  },
  {
    name: 'a fetch that puts the token into the URL',
    caught: /is shown in an address/,
    mutation: {
      fetch: (fetch) => (input, init) => {
        const token = new Headers(init?.headers).get('authorization')
        return fetch(token ? `${urlOf(input)}?token=${token}` : input, init)
      },
    },
  },
  {
    name: 'a server that answers with credentials that it did not issue',
    caught: /credentials that nobody issued/,
    mutation: {
      fetch: (fetch) => async (input, init) => {
        const response = await fetch(input, init)
        if (!urlOf(input).endsWith('/register') || response.status !== 201) return response
        const text = await response.text()
        return new Response(text.replace(/"client_secret":"./, '"client_secret":"x'), {
          status: 201,
        })
      },
    },
  },
]
