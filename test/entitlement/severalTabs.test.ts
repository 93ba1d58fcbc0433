import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { profilesOf } from '../../src/entitlement/profileQuestion.ts'
import { signOut } from '../../src/entitlement/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewerOf.ts'
import { emulator, passOptions } from '../react/testbed.tsx'
import { pathOf } from './testbed.tsx'

const lumenwave = { id: 'Lumenwave', displayName: 'Lumenwave', logoUrl: 'x' }

/** The MVPDs with which a tab shows the viewer to be signed in. */
const shownBy = (tab: PassClient) =>
  profilesOf(viewerOf(tab).repository.getState().record).map(({ mvpd }) => mvpd)

/** A tab, once it has read the store. */
async function read(tab: PassClient) {
  await viewerOf(tab).repository.read()
  return tab
}

/** A tab in which a viewer is signed in, and what it shares with others. */
async function firstTab() {
  const store = memoryStore()
  const shared = await passOptions({ store })
  const tab = createPassClient(shared)
  await tab.getToken()
  emulator.signIn('Lumenwave')
  await viewerOf(tab).ask()
  await viewerOf(tab).repository.stored()
  expect(shownBy(tab)).toEqual(['Lumenwave'])
  /** Another tab, whose answers about profiles come when they are let go. */
  const late = async () => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const other = createPassClient({
      ...shared,
      fetch: async (input, init) => {
        const answer = await emulator.fetch(input, init)
        if (pathOf(input).includes('/profiles')) await held
        return answer
      },
    })
    await read(other)
    const asked = viewerOf(other).ask()
    await expect.poll(() => emulator.log.at(-1)?.url).toContain('/profiles/')
    return {
      other,
      answered: async () => {
        letGo()
        await asked
        await viewerOf(other).repository.stored()
      },
    }
  }
  return { tab, shared, store, late }
}

it('an answer from before a sign-out in another tab does not undo it', async () => {
  const { tab, shared, late } = await firstTab()
  const { other, answered } = await late()
  await signOut(tab, { redirectUrl: 'https://app.test/' }, false)
  await answered()
  expect(shownBy(other)).toEqual([])
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])
})

it('an answer is kept where another tab signed out with another MVPD meanwhile', async () => {
  const { tab, shared, late } = await firstTab()
  emulator.signIn('Lumenwave')
  const { other, answered } = await late()
  const found = () => viewerOf(other).repository.getState().record.answer?.profiles['Lumenwave']
  const before = found()
  await signOut(tab, { mvpd: 'CedarHollow', redirectUrl: 'https://app.test/' }, false)
  await answered()
  expect(found()).not.toEqual(before)
  expect(shownBy(await read(createPassClient(shared)))).toEqual(['Lumenwave'])
})

it('an answer from before a reset in another tab is not taken for the next viewer’s', async () => {
  const { tab, shared, late } = await firstTab()
  const { answered } = await late()
  await tab.reset()
  await answered()
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])
})

it('a tab that could not store for a while does not undo a sign-out of another tab', async () => {
  const { tab, shared, store } = await firstTab()
  let isBroken = false
  const other = createPassClient({
    ...shared,
    store: {
      ...store,
      update: async (key, change) => {
        if (isBroken) throw new DOMException('Full', 'QuotaExceededError')
        await store.update?.(key, change)
      },
    },
  })
  await read(other)
  isBroken = true
  await viewerOf(other).pick(lumenwave)
  isBroken = false
  await signOut(tab, { redirectUrl: 'https://app.test/' }, false)
  await viewerOf(other).choose('Lumenwave')
  const next = await read(createPassClient(shared))
  expect([shownBy(other), shownBy(next)]).toEqual([[], []])
  expect(viewerOf(next).repository.getState().record.mvpd?.id).toBe('Lumenwave')
})
