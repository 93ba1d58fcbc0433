import type { CredentialStore } from 'react-adobe-pass'
import { fingerprint } from '../../src/wire/encoding.ts'
import type { Journey } from './journeySchedule.ts'
import { urlOf } from './network.ts'
import { fieldsOf, parseFields } from './record.ts'
import type { JourneyMutation } from './simulateJourney.ts'

/** A world with a fault. */
interface Mutant {
  readonly name: string
  /** The violation that must be reported. */
  readonly caught: RegExp
  /** The profile in which it is found soonest. */
  readonly profile?: Partial<Journey['profile']>
  /** Commands and store behaviour that reveal it, if it is rare otherwise. */
  readonly journey?: Partial<Pick<Journey, 'commands' | 'store'>>
  readonly mutation: JourneyMutation
}

const isViewers = (key: string) => key.endsWith(':viewer')

/** A store that changes the viewer's record whenever it is read. */
const reading =
  (change: (record: Record<string, unknown>) => unknown) =>
  (store: CredentialStore): CredentialStore => {
    const read = (key: string, value: unknown) =>
      isViewers(key) && value !== undefined ? change(Object(value)) : value
    return {
      ...store,
      get: async (key) => read(key, await store.get(key)),
      update: async (key, fn) => store.update?.(key, (old) => fn(read(key, old))),
    }
  }

/** Worlds in which a promise of the journey must break. None of them changes the code. */
export const journeyMutants: readonly Mutant[] = [
  {
    name: 'a store that loses its writes to the viewer’s record',
    caught: /was reported, and is not stored|is stored, and it is not/,
    mutation: {
      store: (store) => ({
        ...store,
        update: async (key, fn) =>
          isViewers(key) ? void fn(await store.get(key)) : store.update?.(key, fn),
      }),
    },
  },
  {
    name: 'a store that loses the counter of sign-outs',
    caught: /is stored again after the sign-out|who is gone/,
    profile: { begin: 'two-tabs' },
    journey: {
      commands: [
        { after: { ms: 1_000 }, command: { do: 'refetch', tab: 1 } },
        { after: { ms: 0 }, command: { do: 'signOut', tab: 0, mvpd: 'Lumenwave' } },
      ],
      store: [],
    },
    mutation: { store: reading((record) => ({ ...record, commits: undefined })) },
  },
  {
    name: 'a store that returns the viewer of another registration',
    caught: /of a registration that is gone|who is gone|the server/,
    profile: { begin: 'two-tabs' },
    mutation: {
      store: (store) => {
        const owned = async (key: string) => {
          const [recordName = ''] = key.split(':REF30:')
          const { credentials } = fieldsOf(await store.get(recordName))
          const { clientId } = fieldsOf(credentials)
          return { owner: fingerprint(typeof clientId === 'string' ? clientId : '') }
        }
        return {
          ...store,
          get: async (key) => {
            const value = await store.get(key)
            return isViewers(key) && value ? { ...value, ...(await owned(key)) } : value
          },
          update: async (key, fn) => {
            const isOurs = isViewers(key) && (await owned(key))
            return store.update?.(key, (old) => fn(isOurs && old ? { ...old, ...isOurs } : old))
          },
        }
      },
    },
  },
  {
    name: 'a sessionStorage that is empty after a reload',
    caught: /is lost with its page/,
    profile: { sessionStorage: 'works' },
    mutation: { sessionStorage: 'of-each-page' },
  },
  {
    name: 'a localStorage that is separate in each tab',
    caught: /ms after the last time/,
    profile: { localStorage: 'works', sessionStorage: 'works' },
    mutation: { localStorage: 'of-each-tab' },
  },
  {
    name: 'a server that answers with the previous viewer',
    caught: /who is gone|the server|not agree|is stored again/,
    profile: { begin: 'two-tabs' },
    mutation: {
      serve: (serve) => {
        const first = new Map<string, string>()
        return async (input, init) => {
          const response = await serve(input, init)
          const [, mvpd] = /\/profiles\/(\w+)$/.exec(urlOf(input)) ?? []
          if (!mvpd || response.status !== 200) return response
          const text = await response.text()
          const known = first.get(mvpd)
          if (!known && Object.keys(Object(parseFields(text)['profiles'])).length)
            first.set(mvpd, text)
          return new Response(known ?? text)
        }
      },
    },
  },
  {
    name: 'a server that never answers a poll',
    caught: /stays checking/,
    mutation: {
      fetch: (fetch) => (input, init) =>
        /\/profiles\/code\//.test(urlOf(input)) ? new Promise(() => {}) : fetch(input, init),
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
]
