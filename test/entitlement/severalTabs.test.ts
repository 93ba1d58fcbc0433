import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { clientParts } from '../../src/client/createPassClient.ts'
import {
  type ProfileChange,
  profilesOf,
  withAnswer,
} from '../../src/entitlement/viewer/profileQuestion.ts'
import { signOut } from '../../src/entitlement/viewer/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { emulator, passOptions } from '../react/testbed.tsx'
import { pathOf } from './testbed.tsx'

const lumenwave = { id: 'Lumenwave', displayName: 'Lumenwave', logoUrl: 'x' }

/** The MVPDs of the profiles that a tab shows. */
const shownBy = (tab: PassClient) =>
  profilesOf(viewerOf(tab).repository.getState().record).map(({ mvpd }) => mvpd)

/** Makes a tab read the store. */
async function read(tab: PassClient) {
  await viewerOf(tab).repository.read()
  return tab
}

/** A tab with a signed-in viewer, and the options and store that it shares with others. */
async function firstTab() {
  const store = memoryStore()
  const shared = await passOptions({ store })
  const tab = createPassClient(shared)
  await tab.getToken()
  emulator.signIn('Lumenwave')
  await viewerOf(tab).ask()
  await viewerOf(tab).repository.stored()
  expect(shownBy(tab)).toEqual(['Lumenwave'])
  /** Another tab, whose profile response is held until `answered` is called. */
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

it('a response from before a sign-out in another tab does not undo it', async () => {
  const { tab, shared, late } = await firstTab()
  const { other, answered } = await late()
  await signOut(tab, { redirectUrl: 'https://app.test/' })
  await answered()
  expect(shownBy(other)).toEqual([])
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])
})

it('a response is kept if another tab signs out with another MVPD meanwhile', async () => {
  const { tab, shared, late } = await firstTab()
  emulator.signIn('Lumenwave')
  const { other, answered } = await late()
  const found = () => viewerOf(other).repository.getState().record.answer?.profiles['Lumenwave']
  const before = found()
  await signOut(tab, { mvpd: 'CedarHollow', redirectUrl: 'https://app.test/' })
  await answered()
  expect(found()).not.toEqual(before)
  expect(shownBy(await read(createPassClient(shared)))).toEqual(['Lumenwave'])
})

it('a response from before a reset in another tab is not used for the next viewer', async () => {
  const { tab, shared, late } = await firstTab()
  const { answered } = await late()
  await tab.reset()
  await answered()
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])
})

/** Two tabs with a signed-in viewer; the store of `other` can be made to fail. */
async function brokenTab() {
  const { tab, shared, store } = await firstTab()
  const state = { isBroken: false }
  const other = createPassClient({
    ...shared,
    store: {
      ...store,
      update: async (key, change) => {
        if (state.isBroken) throw new DOMException('Full', 'QuotaExceededError')
        await store.update?.(key, change)
      },
    },
  })
  await read(other)
  return { tab, other, shared, state }
}

/** Later than the sign-in of `firstTab`, in ms since the epoch. */
const LATER = Date.now() + 1_000_000

/** A sign-in with Lumenwave that started so many ms after `LATER`. */
const signedInAt = (ms: number): ProfileChange => ({
  gone: [],
  found: {
    Lumenwave: {
      type: 'regular',
      notBefore: LATER + ms,
      notAfter: LATER + 1_000_000,
      attributes: {},
    },
  },
  chosen: 'Lumenwave',
  at: Date.now(),
})

/** When the sign-in that a tab shows started, in ms after `LATER`. */
const since = (tab: PassClient) => {
  const { answer } = viewerOf(tab).repository.getState().record
  return Number(answer?.profiles['Lumenwave']?.notBefore) - LATER
}

it('a sign-in that could not be stored does not replace a newer one of another tab', async () => {
  const { tab, other, shared, state } = await brokenTab()
  state.isBroken = true
  await viewerOf(other).commit(signedInAt(1))
  expect(since(other)).toBe(1)
  await viewerOf(tab).commit(signedInAt(2))
  state.isBroken = false
  await viewerOf(other).pick(lumenwave)
  expect([since(other), since(await read(createPassClient(shared)))]).toEqual([2, 2])
})

it('an unstored sign-in does not replace a newer one another tab got from the server', async () => {
  const { tab, other, shared, state } = await brokenTab()
  state.isBroken = true
  await viewerOf(other).commit(signedInAt(1))
  await viewerOf(tab).repository.learn((record) =>
    withAnswer(record, {
      profiles: signedInAt(2).found,
      mvpd: 'Lumenwave',
      at: Date.now(),
      commits: record.commits,
    }),
  )
  state.isBroken = false
  await viewerOf(other).pick(lumenwave)
  expect([since(other), since(await read(createPassClient(shared)))]).toEqual([2, 2])
})

it('sign-ins and sign-outs that could not be stored are stored later, in order', async () => {
  const { other, shared, state } = await brokenTab()
  state.isBroken = true
  await viewerOf(other).commit({
    gone: ['Lumenwave'],
    found: {},
    chosen: undefined,
    at: Date.now(),
  })
  await viewerOf(other).commit(signedInAt(3))
  state.isBroken = false
  await viewerOf(other).pick(lumenwave)
  expect([since(other), since(await read(createPassClient(shared)))]).toEqual([3, 3])
})

it('a tab that could not store for a while does not undo a sign-out of another tab', async () => {
  const { tab, other, shared, state } = await brokenTab()
  state.isBroken = true
  await viewerOf(other).pick(lumenwave)
  state.isBroken = false
  await signOut(tab, { redirectUrl: 'https://app.test/' })
  await viewerOf(other).choose('Lumenwave')
  const next = await read(createPassClient(shared))
  expect([shownBy(other), shownBy(next)]).toEqual([[], []])
  expect(viewerOf(next).repository.getState().record.mvpd?.id).toBe('Lumenwave')
})

it('after a failed read, a page shows the stored viewer only with the stored client', async () => {
  const { shared, store } = await firstTab()
  const state = { isBroken: true }
  const other = createPassClient({
    ...shared,
    store: {
      get: async (key) => {
        if (state.isBroken) throw new DOMException('No', 'UnknownError')
        return store.get(key)
      },
      set: store.set,
      delete: store.delete,
    },
  })
  const own = await other.getToken()
  state.isBroken = false
  await read(other)
  expect(shownBy(other)).toEqual(['Lumenwave'])
  expect((await other.getToken()).value).not.toBe(own.value)

  await signOut(other, { redirectUrl: 'https://app.test/' })
  expect([shownBy(other), shownBy(await read(createPassClient(shared)))]).toEqual([[], []])
})

it('a page shows the viewer of another client only once it uses that client', async () => {
  const { shared, store } = await firstTab()
  let isSlow = false
  const page = await read(
    createPassClient({
      ...shared,
      store: {
        ...store,
        get: async (key) => {
          const wait = isSlow
          isSlow = false
          if (wait) await new Promise((resolve) => setTimeout(resolve, 20))
          return store.get(key)
        },
      },
    }),
  )
  await page.getToken()
  const next = createPassClient(shared)
  await next.reset()
  await next.getToken()
  emulator.signIn('CedarHollow')
  await viewerOf(next).ask()

  const { tokens } = clientParts(page)
  const clientWhenShown: unknown[] = []
  viewerOf(page).repository.subscribe(() => {
    if (shownBy(page).includes('CedarHollow')) clientWhenShown.push(tokens.clientId())
  })
  // The page gets the focus while it still reads the store after a message of the other tab.
  isSlow = true
  void tokens.syncFromStore()
  await read(page)
  expect(clientWhenShown).toEqual([clientParts(next).tokens.clientId()])
})

it('a sign-out ends a sign-in that another tab has stored and this one has not read', async () => {
  const { tab, shared } = await firstTab()
  const unread = createPassClient(shared)
  await signOut(unread, { mvpd: 'Lumenwave', redirectUrl: 'https://app.test/' })
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])

  const other = await read(createPassClient(shared))
  await viewerOf(tab).commit(signedInAt(1))
  await signOut(other, { mvpd: 'Lumenwave', redirectUrl: 'https://app.test/' })
  expect(shownBy(await read(createPassClient(shared)))).toEqual([])
})
