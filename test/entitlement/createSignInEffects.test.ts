import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { createSignInEffects } from '../../src/entitlement/signIn/createSignInEffects.ts'
import type { SignInEvent } from '../../src/entitlement/signIn/SignInTransition.ts'
import { createSignInPopup } from '../../src/entitlement/signIn/signInPopup.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { emulator, passOptions } from '../react/testbed.tsx'
import { pathOf } from './testbed.tsx'

const code = 'KDJ5RTP'

/** The sign-in effects of a tab, and the events that they dispatch. */
function effectsOf(pass: PassClient) {
  const events: SignInEvent[] = []
  const effects = createSignInEffects({
    pass,
    popup: createSignInPopup('popup'),
    dispatch: async (event) => {
      events.push(event)
    },
    currentEpoch: () => 1,
  })
  return {
    run: effects.run,
    look: () => effects.run({ type: 'look', epoch: 1, code, owner: undefined }),
    events,
  }
}

/** A tab that gets its token after `letGo`, and the options of another tab. */
async function waitingTab() {
  const shared = await passOptions({ store: memoryStore() })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const waiting = createPassClient({
    ...shared,
    store: memoryStore(),
    fetch: async (input, init) => {
      if (pathOf(input).includes('/token')) await held
      return emulator.fetch(input, init)
    },
  })
  return { shared, waiting, letGo }
}

const looks = ({ origin }: PassClient) =>
  emulator.log.filter(({ url }) => url.startsWith(`${origin}/`) && url.includes('/profiles/code/'))

it('skips its poll if another tab has polled while this one waited for its token', async () => {
  const { shared, waiting, letGo } = await waitingTab()
  const { look, events } = effectsOf(waiting)
  const looked = look()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await effectsOf(createPassClient(shared)).look()
  expect(looks(waiting)).toHaveLength(1)
  letGo()
  await looked
  expect(looks(waiting)).toHaveLength(1)
  expect(events).toMatchObject([{ type: 'nobody-found', epoch: 1 }])
})

it('polls once it has its token if no other tab has polled', async () => {
  const { waiting, letGo } = await waitingTab()
  const looked = effectsOf(waiting).look()
  letGo()
  await looked
  expect(looks(waiting)).toHaveLength(1)
})

it('shows and stores the newer of two sign-ins if the response about the older one is late', async () => {
  const pass = createPassClient(await passOptions({ store: memoryStore() }))
  await pass.getToken()
  const mvpd = 'Lumenwave'
  emulator.signIn(mvpd)
  await viewerOf(pass).ask()
  const known = () => viewerOf(pass).repository.getState().record.answer?.profiles ?? {}
  const { [mvpd]: newer } = known()
  if (!newer) throw new Error('Nobody is signed in')
  const { run, events } = effectsOf(pass)
  const profiles = { [mvpd]: { ...newer, notBefore: 1 } }
  await run({ type: 'store-profile', epoch: 1, mvpd, profiles, screen: 'second-screen' })
  expect(known()).toEqual({ [mvpd]: newer })
  expect(events).toMatchObject([{ type: 'stored', profile: newer }])
})
