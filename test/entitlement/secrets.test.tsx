import { inspect } from 'node:util'
import { dehydrate, QueryClient } from '@tanstack/react-query'
import { memoryStore } from 'react-adobe-pass'
import {
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { expect, it, vi } from 'vitest'
import { elapse, emulator, logIn, renderJourney, stubPopup } from './testbed.tsx'

const mvpd = 'Lumenwave'

/** A store that records its keys. */
function openStore() {
  const keys = new Set<string>()
  const inner = memoryStore()
  const { update } = inner
  return {
    keys,
    store: {
      get: inner.get,
      set: (key: string, value: unknown) => inner.set(key, (keys.add(key), value)),
      delete: inner.delete,
      ...(update && {
        update: (key: string, change: (old: unknown) => unknown) =>
          update((keys.add(key), key), change),
      }),
    },
  }
}

const shapes = (value: unknown) =>
  inspect(value, { depth: Infinity, maxArrayLength: null, maxStringLength: null }) +
  JSON.stringify(value)

it('caches, clones, dehydration, storage and logs hold no statement, secret or token', async () => {
  const consoles = (['log', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  )
  const { store, keys } = openStore()
  const secrets = new Set<string>()
  const media = new Set<string>()
  const note = (text: string) => {
    const found = text.matchAll(/"(client_secret|access_token|serializedToken)":"([^"]+)"/g)
    for (const [, name, value = ''] of found)
      (name === 'serializedToken' ? media : secrets).add(value)
  }
  const queryClient = new QueryClient()
  const { popup } = stubPopup()
  const page = await renderJourney(
    () => ({
      mvpds: useMvpds(),
      profile: useProfile(),
      preauthorized: usePreauthorized(['channel-1', 'channel-2']),
      authorize: useAuthorize(),
      signIn: useSignIn(),
      signOut: useSignOut(),
    }),
    {
      store,
      queryClient,
      fetch: async (input, init) => {
        const answer = await emulator.fetch(input, init)
        note(await answer.clone().text())
        return answer
      },
    },
  )
  secrets.add(page.options.softwareStatement)

  await page.click(({ signIn }) => signIn.signIn({ mvpd }))
  popup.at = String(await logIn(String(popup.visited.at(-1))))
  await elapse(10_000)
  expect(page.now.profile.status).toBe('signed-in')
  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(page.now.authorize.data?.token?.serializedToken).toBeDefined()
  // A failed request may be in a cache, too.
  emulator.fail('authenticated_profile_missing')
  await page.click(({ authorize }) => authorize.mutate('channel-2'))

  expect([secrets.size, media.size].every((size) => size > 0)).toBe(true)
  const search = async (wanted: ReadonlySet<string>) => {
    const caches = [
      ...queryClient.getQueryCache().getAll(),
      ...queryClient.getMutationCache().getAll(),
    ].map(({ state, options, meta }) => ({ state, options, meta }))
    const others = [...keys].filter((key) => key.endsWith(':viewer'))
    expect(others).toHaveLength(1)
    const everything = { shouldDehydrateQuery: () => true, shouldDehydrateMutation: () => true }
    const shown = [
      caches.map(({ state }) => state),
      caches.map((cached) => inspect(cached, { depth: 6 })),
      dehydrate(queryClient, everything),
      structuredClone(caches.map(({ state: { data } }) => data)),
      await Promise.all(others.map((key) => store.get(key))),
      Object.entries(sessionStorage),
      Object.entries(localStorage),
      consoles.flatMap(({ mock }) => mock.calls),
      page.pass,
    ]
      .map(shapes)
      .join('\n')
    expect(shown).toContain(mvpd)
    return [...wanted].filter((secret) => shown.includes(secret))
  }
  expect(await search(secrets)).toEqual([])
  // By default, TanStack Query dehydrates only paused mutations, and ours are never paused.
  expect(dehydrate(queryClient).mutations).toEqual([])

  await page.click(({ authorize }) => authorize.mutate('channel-1'))
  expect(await search(media)).not.toEqual([])
  page.unmount()
  await elapse(1_000)
  expect(await search(media)).toEqual([])
  expect(await search(secrets)).toEqual([])
})
