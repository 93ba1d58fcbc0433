import type { CredentialStore } from 'react-adobe-pass'
import { fingerprint } from '../../src/wire/encoding.ts'
import type { Journey } from './journeySchedule.ts'
import { urlOf } from './network.ts'
import { fieldsOf, parseFields } from './record.ts'
import type { JourneyMutation } from './simulateJourney.ts'

/** A world that is not sound. */
interface Mutant {
  readonly name: string
  /** What the promise is that breaks. */
  readonly caught: RegExp
  /** Where it breaks soonest. */
  readonly profile?: Partial<Journey['profile']>
  /** What breaks it, where that is rare otherwise. */
  readonly journey?: Partial<Pick<Journey, 'commands' | 'store'>>
  readonly mutation: JourneyMutation
}

const isViewers = (key: string) => key.endsWith(':viewer')

/** A store whose records of the viewer are other ones when they are read. */
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

/** Worlds in which a promise of the journey must break; none of them changes the code. */
export const journeyMutants: readonly Mutant[] = [
  {
    name: 'a store that loses what it has taken of the viewer',
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
    name: 'a store that forgets how often the viewer has signed out',
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
    name: 'a store that gives each registration the viewer of another one',
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
    name: 'a session storage that a reload finds empty',
    caught: /is lost with its page/,
    profile: { sessionStorage: 'works' },
    mutation: { sessionStorage: 'of-each-page' },
  },
  {
    name: 'a localStorage of each tab',
    caught: /ms after the last time/,
    profile: { localStorage: 'works', sessionStorage: 'works' },
    mutation: { localStorage: 'of-each-tab' },
  },
  {
    name: 'a server that answers with the viewer who was there before',
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
    name: 'a server that never answers about a code',
    caught: /stays checking/,
    mutation: {
      fetch: (fetch) => (input, init) =>
        /\/profiles\/code\//.test(urlOf(input)) ? new Promise(() => {}) : fetch(input, init),
    },
  },
  {
    name: 'a fetch that puts the token into an address',
    caught: /is shown in an address/,
    mutation: {
      fetch: (fetch) => (input, init) => {
        const token = new Headers(init?.headers).get('authorization')
        return fetch(token ? `${urlOf(input)}?token=${token}` : input, init)
      },
    },
  },
]
