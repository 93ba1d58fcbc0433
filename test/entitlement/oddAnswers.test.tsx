import { useAuthorize, useMvpds, usePreauthorized, useProfile } from 'react-adobe-pass/entitlement'
import { beforeEach, expect, it } from 'vitest'
import { comeBack, inPopup, mvpd, openPage } from './signInPage.ts'
import { elapse, emulator, json, renderJourney } from './testbed.tsx'

beforeEach(emulator.reset)

type Json = Readonly<Record<string, unknown>>

/** A `fetch` that changes the emulator's responses for a path. */
const changing =
  (path: RegExp, change: (answer: Json) => Json): typeof fetch =>
  async (input, init) => {
    const answer = await emulator.fetch(input, init)
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    return path.test(pathname) ? json(change(Object(await answer.json())), answer.status) : answer
  }

it('a viewer whose metadata has an item without a value is signed in', async () => {
  const attributes = { zip: { state: 'enc' }, householdID: { error: { code: 'internal_error' } } }
  const fetch = changing(/\/profiles\/code\//, ({ profiles }) => ({
    profiles: Object.fromEntries(
      Object.entries(Object(profiles)).map(([name, profile]) => [
        name,
        { ...Object(profile), attributes },
      ]),
    ),
  }))
  const page = await openPage({ fetch })
  await inPopup(page)
  await comeBack(page)
  expect(page.now).toMatchObject({ status: 'signed-in', profile: { attributes } })
})

it('a sign-in continues without the fields that it does not need', async () => {
  const fetch = changing(/\/sessions$/, (answer) => ({
    ...answer,
    reasonType: undefined,
    actionType: undefined,
    sessionId: undefined,
    serviceProvider: undefined,
  }))
  const page = await openPage({ fetch })
  await inPopup(page)
  expect(page.status).toBe('popup-open')
  await comeBack(page)
  expect(page.now).toMatchObject({ status: 'signed-in', mvpd })
})

it('a sign-in fails if the session has no code', async () => {
  const fetch = changing(/\/sessions$/, (answer) => ({ ...answer, code: undefined }))
  const page = await openPage({ fetch })
  await page.click(({ signIn }) => signIn({ screen: 'second-screen' }))
  expect(page.now).toMatchObject({
    status: 'error',
    error: { name: 'PassResponseError', issues: ['code'] },
  })
})

it('useMvpds lists only MVPDs with an id', async () => {
  const fetch = changing(/\/configuration$/, () => ({
    requestor: { mvpds: [{ id: 7, isTempPass: 'false' }, { displayName: 'x' }, { id: 'B' }] },
  }))
  const page = await renderJourney(() => useMvpds(), { fetch })
  expect(page.now).toMatchObject({ status: 'success', error: null })
  expect(page.now.mvpds).toEqual([
    { id: '7', displayName: '7', isTempPass: false },
    { id: 'B', displayName: 'B' },
  ])
})

it('a malformed decision is an error, and never a permit', async () => {
  const fetch = changing(/\/decisions\//, ({ decisions }) => ({
    decisions: Array.isArray(decisions)
      ? decisions.map((decision: Json) => ({
          ...decision,
          authorized: decision['resource'] === 'odd' ? 'true' : decision['authorized'],
        }))
      : [],
  }))
  const page = await renderJourney(
    () => ({
      catalogue: usePreauthorized(['odd', 'good'], { mvpd }),
      play: useAuthorize({ mvpd }),
    }),
    { fetch },
  )
  emulator.signIn(mvpd)
  await page.click(({ catalogue }) => catalogue.refetch())
  await elapse(1_000)
  expect(page.now.catalogue).toMatchObject({
    permitted: ['good'],
    denied: [],
    error: { name: 'PassResponseError' },
  })
  await page.click(({ play }) => play.mutate('odd'))
  expect(page.now.play).toMatchObject({
    data: undefined,
    error: { name: 'PassResponseError', issues: ['decisions.0.authorized'] },
  })
})

it('a malformed response does not sign the viewer out', async () => {
  let isOdd = false
  const fetch = changing(/\/profiles(\/|$)/, (answer) =>
    isOdd ? { profiles: { [mvpd]: { notAfter: 'tomorrow' } } } : answer,
  )
  const page = await openPage({ fetch })
  await inPopup(page)
  await comeBack(page)
  const { pass, queryClient } = page
  isOdd = true
  const viewer = await renderJourney(() => useProfile(), { pass, queryClient })
  await viewer.click(({ refetch }) => refetch())
  await elapse(1_000)
  expect(viewer.now).toMatchObject({
    status: 'signed-in',
    profile: { mvpd },
    error: { name: 'PassResponseError' },
  })
})
