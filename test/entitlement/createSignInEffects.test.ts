import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { expect, it } from 'vitest'
import { createSignInEffects } from '../../src/entitlement/signIn/createSignInEffects.ts'
import type { SignInEvent } from '../../src/entitlement/signIn/SignInTransition.ts'
import { createSignInPopup } from '../../src/entitlement/signIn/signInPopup.ts'
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
  return { look: () => effects.run({ type: 'look', epoch: 1, code, owner: undefined }), events }
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
