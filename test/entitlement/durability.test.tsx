import { act } from '@testing-library/react'
import { type CredentialStore, memoryStore, type PassEvent } from 'react-adobe-pass'
import { useMvpds, useProfile, useSignIn, useSignOut } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import { viewerStored } from '../../src/entitlement/viewer/viewerStored.ts'
import { elapse, emulator, renderJourney, settle, stubPopup } from './testbed.tsx'

const lumenwave = { id: 'Lumenwave', displayName: 'Lumenwave', logoUrl: undefined }

/** A store whose writes of the viewer's record can be held or made to fail. */
function heldStore() {
  const inner = memoryStore()
  const held = {
    isHolding: false,
    isBroken: false,
    writes: 0,
    letGo: () => {},
    store: {
      ...inner,
      update: async (key, change) => {
        if (key.endsWith(':viewer')) {
          if (held.isBroken) throw new Error('The store is full')
          held.writes++
          if (held.isHolding) {
            await new Promise<void>((go) => {
              held.letGo = go
            })
          }
        }
        await inner.update?.(key, change)
      },
    } satisfies CredentialStore as CredentialStore,
  }
  return held
}

/** A page with the hooks of the journey; `left` are the URLs that it navigated to. */
async function openPage(store: CredentialStore) {
  const left: string[] = []
  const events: PassEvent['type'][] = []
  const page = await renderJourney(
    () => ({
      profile: useProfile(),
      mvpds: useMvpds({ enabled: false }),
      signIn: useSignIn(),
      signOut: useSignOut({ navigate: (url) => void left.push(url) }),
    }),
    { store, onEvent: ({ type }) => void events.push(type) },
  )
  return { page, left, events }
}

/** Tracks whether a promise has settled. */
function watched(promise: Promise<unknown>) {
  const seen = { isSettled: false }
  const settle = () => {
    seen.isSettled = true
  }
  promise.then(settle, settle)
  return seen
}

describe('a sign-out', () => {
  it('completes and navigates to the MVPD once it is stored', async () => {
    const held = heldStore()
    const { page, left, events } = await openPage(held.store)
    emulator.signIn('Lumenwave')
    await page.click(({ profile }) => profile.refetch())
    held.isHolding = true
    await page.click(({ signOut }) => signOut.mutate())
    await elapse(1_000)
    expect(page.now.signOut.status).toBe('pending')
    expect(page.now.profile.status).toBe('signed-in')
    expect(left).toEqual([])
    expect(events).not.toContain('signed-out')

    await act(async () => held.letGo())
    await elapse(0)
    expect(page.now.signOut.status).toBe('success')
    expect(page.now.profile.status).toBe('signed-out')
    expect(left).toHaveLength(1)
    expect(events).toContain('signed-out')
    // A page that is opened at this moment reads the sign-out from the store.
    const next = await page.reload()
    expect(next.now.profile.status).toBe('signed-out')
  })

  it('waits for a pick that is being stored before it navigates', async () => {
    const held = heldStore()
    const { page, left } = await openPage(held.store)
    emulator.signIn('Lumenwave')
    await page.click(({ profile }) => profile.refetch())
    await page.click(({ signOut, mvpds }) => {
      signOut.mutate()
      held.isHolding = true
      void mvpds.pick(lumenwave)
    })
    expect(left).toEqual([])
    held.isHolding = false
    await act(async () => held.letGo())
    await elapse(0)
    expect(left).toHaveLength(1)
    const next = await page.reload()
    expect(next.now.mvpds.picked?.id).toBe('Lumenwave')
  })

  it('completes if storing fails, and emits storage-unavailable', async () => {
    const held = heldStore()
    const { page, events } = await openPage(held.store)
    emulator.signIn('CedarHollow')
    await page.click(({ profile }) => profile.refetch())
    held.isBroken = true
    await page.click(({ signOut }) => signOut.mutate())
    expect(page.now.signOut.status).toBe('success')
    expect(page.now.profile.status).toBe('signed-out')
    expect(events.filter((type) => type === 'storage-unavailable')).toHaveLength(1)
    expect(events.indexOf('storage-unavailable')).toBeLessThan(events.indexOf('signed-out'))
    // Meanwhile the page ignores the store. It saves its whole record once the store works.
    window.dispatchEvent(new Event('visibilitychange'))
    await elapse(100)
    expect(page.now.profile.status).toBe('signed-out')
    held.isBroken = false
    await page.click(({ mvpds }) => void mvpds.pick(lumenwave))
    const next = await page.reload()
    expect(next.now).toMatchObject({ profile: { status: 'signed-out' }, mvpds: { picked: {} } })
  })
})

it('a sign-in is shown by useProfile once it is stored', async () => {
  stubPopup()
  const held = heldStore()
  const { page } = await openPage(held.store)
  emulator.signIn('Lumenwave')
  held.isHolding = true
  await page.click(({ signIn }) => signIn.signIn({ mvpd: 'Lumenwave' }))
  await elapse(1_000)
  expect(page.now.profile.status).toBe('signed-out')
  await act(async () => held.letGo())
  await elapse(0)
  expect(page.now.profile.status).toBe('signed-in')
  const next = await page.reload()
  expect(next.now.profile.status).toBe('signed-in')
})

it('a sign-in and a sign-out reported by the server are shown once they are stored', async () => {
  const held = heldStore()
  const { page, events } = await openPage(held.store)
  const steps = [
    { happen: () => emulator.signIn('Lumenwave'), before: 'signed-out', after: 'signed-in' },
    { happen: () => emulator.signOutElsewhere(), before: 'signed-in', after: 'signed-out' },
  ]
  for (const { happen, before, after } of steps) {
    happen()
    held.isHolding = true
    await page.click(({ profile }) => profile.refetch())
    await elapse(1_000)
    expect(page.now.profile.status).toBe(before)
    expect(events.filter((type) => type === after)).toEqual([])
    held.isHolding = false
    await act(async () => held.letGo())
    await elapse(0)
    expect(page.now.profile.status).toBe(after)
  }
  expect(events).toContain('signed-in')
  const next = await page.reload()
  expect(next.now.profile.status).toBe('signed-out')
})

it('a response that is being stored during reset() is requested again', async () => {
  const held = heldStore()
  held.isHolding = true
  const { page } = await openPage(held.store)
  await elapse(1_000)
  expect(page.now.profile.status).toBe('pending')
  await page.click(() => page.pass.reset())
  held.isHolding = false
  await act(async () => held.letGo())
  // It registers again. The signature is checked on another thread.
  await settle(() => page.now.profile.status !== 'pending')
  expect(page.now.profile.status).toBe('signed-out')
  expect(page.count('/profiles')).toBe(2)
})

it('pick(), choose() and forget() apply at once and resolve once they are stored', async () => {
  const held = heldStore()
  const { page } = await openPage(held.store)
  emulator.signIn('Lumenwave')
  await page.click(({ profile }) => profile.refetch())
  held.isHolding = true
  for (const change of [
    ({ mvpds }: typeof page.now) => mvpds.pick(lumenwave),
    ({ profile }: typeof page.now) => profile.choose('Lumenwave'),
    ({ mvpds }: typeof page.now) => mvpds.forget(),
  ]) {
    let seen = { isSettled: true }
    let stored = { isSettled: true }
    await page.click((now) => {
      seen = watched(change(now))
      stored = watched(viewerStored(page.pass))
    })
    expect([seen.isSettled, stored.isSettled]).toEqual([false, false])
    await act(async () => held.letGo())
    await elapse(0)
    expect([seen.isSettled, stored.isSettled]).toEqual([true, true])
  }
  await page.click(({ mvpds }) => void mvpds.pick(lumenwave))
  expect(page.now.mvpds.picked).toEqual(lumenwave)
})

it('changes are stored in their order, whichever is shown first', async () => {
  const held = heldStore()
  const { page } = await openPage(held.store)
  for (const mvpd of ['CedarHollow', 'Lumenwave']) emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  held.isHolding = true
  await page.click(({ signOut }) => signOut.mutate({ mvpd: 'Lumenwave' }))
  await page.click(({ profile }) => void profile.choose('CedarHollow'))
  held.isHolding = false
  await act(async () => held.letGo())
  await elapse(0)
  const shown = page.now.profile.profiles.map(({ mvpd }) => mvpd)
  expect(shown).toEqual(['CedarHollow'])
  const next = await page.reload()
  expect(next.now.profile.profiles.map(({ mvpd }) => mvpd)).toEqual(shown)
})

it('a choice from before reset() is not stored for the next client, but a pick is', async () => {
  const held = heldStore()
  const { page } = await openPage(held.store)
  emulator.signIn('Lumenwave')
  await page.click(({ profile }) => profile.refetch())
  held.isHolding = true
  await page.click(({ profile, mvpds }) => {
    void profile.choose('Lumenwave')
    void mvpds.pick(lumenwave)
  })
  await page.click(() => page.pass.reset())
  held.isHolding = false
  await act(async () => held.letGo())
  await elapse(100)
  expect(page.now.mvpds.picked).toEqual(lumenwave)
  expect(page.now.profile.profile).toBeUndefined()
  const next = await page.reload()
  expect(next.now.mvpds.picked).toEqual(lumenwave)
  expect(next.now.profile.profile).toBeUndefined()
})
