import { useState } from 'react'
import {
  useActivation,
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { expect, it } from 'vitest'
import { emulator, renderJourney } from './testbed.tsx'

const mvpd = 'Lumenwave'

/** All hooks of the journey, with new argument objects on each render, as in applications. */
function useJourney() {
  const [renders, setRenders] = useState(0)
  return {
    render: () => setRenders(renders + 1),
    profile: useProfile(),
    mvpds: useMvpds({ search: '' }),
    preauthorized: usePreauthorized(['news', 'sports-denied', 'constructor'], {}),
    signIn: useSignIn(),
    signOut: useSignOut({ navigate: () => {} }),
    authorize: useAuthorize({}),
    activation: useActivation({ navigate: () => {} }),
  }
}

type Journey = ReturnType<typeof useJourney>

/** Everything that an effect may depend on: objects, lists and functions. */
const parts = ({
  signOut,
  authorize,
  ...hooks
}: Omit<Journey, 'render'>): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    Object.entries(hooks).flatMap(([hook, result]: [string, object]) =>
      Object.entries(result).map(([name, value]) => [`${hook}.${name}`, value]),
    ),
  ),
  'signOut.mutate': signOut.mutate,
  'authorize.mutate': authorize.mutate,
  'authorize.refusal': authorize.refusal,
})

/** The names of the parts that changed. */
const changed = (before: Journey, after: Journey) => {
  const earlier = parts(before)
  return Object.entries(parts(after))
    .filter(([name, value]) => !Object.is(value, earlier[name]))
    .map(([name]) => name)
}

async function showJourney() {
  const page = await renderJourney(useJourney)
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  await page.click(({ authorize }) => authorize.mutate('sports-denied'))
  const { now } = page
  expect(now.profile.status).toBe('signed-in')
  expect(now.mvpds.mvpds.length).toBeGreaterThan(3)
  expect(now.preauthorized).toMatchObject({ permitted: ['news', 'constructor'] })
  expect(now.authorize.refusal).toMatchObject({ action: 'none' })
  return page
}

it('returns the same objects, lists and functions on each render', async () => {
  const page = await showJourney()
  const before = page.now
  await page.click(({ render }) => render())
  expect(page.now).not.toBe(before)
  expect(changed(before, page.now)).toEqual([])
})

it('returns the same objects if the server answers the same again', async () => {
  const page = await showJourney()
  const before = page.now
  await page.click(({ profile, mvpds, preauthorized }) => {
    profile.refetch()
    mvpds.refetch()
    preauthorized.refetch()
  })
  expect(page.count(`/decisions/preauthorize/${mvpd}`)).toBe(2)
  expect(page.count('/configuration')).toBe(2)
  // Each denial has a `trace` of its own.
  expect(changed(before, page.now)).toEqual(['preauthorized.decisions'])
  const { news } = page.now.preauthorized.decisions
  expect(news).toBe(before.preauthorized.decisions['news'])
})

it('changes only the objects whose content changes', async () => {
  const page = await showJourney()
  const before = page.now
  const other = { id: 'CedarHollow', displayName: 'Cedar', logoUrl: '/c' }
  await page.click(({ mvpds: { pick } }) => pick(other))
  expect(changed(before, page.now)).toEqual(['mvpds.picked'])

  const picked = page.now
  await page.click(({ mvpds: { pick } }) => pick({ id: mvpd, displayName: 'Lumen', logoUrl: '/l' }))
  expect(changed(picked, page.now)).toEqual(['profile.profile', 'profile.profiles', 'mvpds.picked'])
  expect(page.now.profile.profile).toMatchObject({ mvpdName: 'Lumen', mvpdLogoUrl: '/l' })
  expect(page.now.profile.profile?.attributes).toBe(picked.profile.profile?.attributes)
})

it('has a decision for a resource of any name, and none that was not requested', async () => {
  const page = await showJourney()
  const { decisions } = page.now.preauthorized
  expect(decisions['constructor']).toMatchObject({ resource: 'constructor', authorized: true })
  expect(decisions['toString']).toBeUndefined()
})
