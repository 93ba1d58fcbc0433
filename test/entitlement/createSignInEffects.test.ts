import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { createSession } from 'react-adobe-pass/rest-v2'
import { expect, it, vi } from 'vitest'
import { createSignInEffects } from '../../src/entitlement/signIn/createSignInEffects.ts'
import type { SignInEvent } from '../../src/entitlement/signIn/SignInTransition.ts'
import { createSignInPopup } from '../../src/entitlement/signIn/signInPopup.ts'
import { signOut } from '../../src/entitlement/viewer/signOut.ts'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { answerUrl } from '../../src/rest-v2/answerUrl.ts'
import { emulator, passOptions } from '../react/testbed.tsx'
import { logIn, pathOf } from './testbed.tsx'

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
    look: (of = code) => effects.run({ type: 'look', epoch: 1, code: of, owner: undefined }),
    events,
  }
}

/** A `fetch` whose responses to paths with `part` arrive after `letGo`. */
function heldFetch(part: string) {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await emulator.fetch(input, init)
    if (pathOf(input).includes(part)) await held
    return answer
  }
  return { fetch, letGo }
}

/** A tab that gets its token after `letGo`, and the options of another tab. */
async function waitingTab() {
  const { fetch, letGo } = heldFetch('/token')
  const shared = await passOptions({ store: memoryStore() })
  const waiting = createPassClient({ ...shared, store: memoryStore(), fetch })
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

it('leaves out a viewer who signed out in another tab while the poll was answered', async () => {
  const { fetch, letGo } = heldFetch('/profiles/code/')
  const shared = await passOptions({ store: memoryStore() })
  const pass = createPassClient({ ...shared, fetch })
  const mvpd = 'Lumenwave'
  const redirectUrl = 'https://app.test/'
  const session = await pass.request(createSession({ mvpd, redirectUrl, domainName: 'app.test' }))
  await logIn(answerUrl(pass, session) ?? '')
  const { look, run, events } = effectsOf(pass)
  const looked = look(session.code)
  await expect.poll(() => looks(pass)).toHaveLength(1)
  await signOut(createPassClient(shared), { mvpd, redirectUrl })
  letGo()
  await looked
  const [found] = events
  if (found?.type !== 'viewer-found') throw new Error('Nobody was found')
  await run({ ...found, type: 'store-profile', screen: 'redirect' })
  expect(events).toMatchObject([found, { type: 'viewer-left', epoch: 1 }])
  const next = createPassClient(shared)
  await viewerOf(next).repository.read()
  expect(viewerOf(next).repository.getState().record).toMatchObject({ answer: { profiles: {} } })
  expect(viewerOf(next).repository.getState().record.chosen).toBeUndefined()
})

it('finds a viewer who signs in again after a sign-out in another tab', async () => {
  const shared = await passOptions({ store: memoryStore() })
  const pass = createPassClient(shared)
  const mvpd = 'Lumenwave'
  const redirectUrl = 'https://app.test/'
  const session = await pass.request(createSession({ mvpd, redirectUrl, domainName: 'app.test' }))
  await viewerOf(pass).repository.read()
  await signOut(createPassClient(shared), { mvpd, redirectUrl })
  await logIn(answerUrl(pass, session) ?? '')
  const { look, run, events } = effectsOf(pass)
  await look(session.code)
  const [found] = events
  if (found?.type !== 'viewer-found') throw new Error('Nobody was found')
  await run({ ...found, type: 'store-profile', screen: 'redirect' })
  expect(events).toMatchObject([found, { type: 'stored', mvpd }])
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
  const commits = {}
  await run({ type: 'store-profile', epoch: 1, mvpd, profiles, commits, screen: 'second-screen' })
  expect(known()).toEqual({ [mvpd]: newer })
  expect(events).toMatchObject([{ type: 'stored', profile: newer }])
})

/** A client whose registration and token request have taken all that the bucket has. */
async function emptyBucket() {
  const pass = createPassClient(await passOptions({ throttle: { burst: 2, perSecond: 1 } }))
  await pass.getToken()
  const emptyAt = Number(emulator.log.at(-1)?.at)
  return { pass, waited: () => Date.now() - emptyAt }
}

it.each([
  [
    'waits for the bucket, from which the MVPD’s page takes too, before a redirect',
    false,
    1_000,
    Infinity,
  ],
  ['does not wait to say that there is no popup', true, 0, 900],
])('%s', async (_, inPopup, least, most) => {
  const { pass, waited } = await emptyBucket()
  const { run, events } = effectsOf(pass)
  const url = `${pass.origin}/api/v2/authenticate/REF30/${code}`
  await run({ type: 'wait-to-open', epoch: 1, url, inPopup })
  expect(events).toEqual([{ type: 'may-open', epoch: 1 }])
  expect(waited()).toBeGreaterThanOrEqual(least)
  expect(waited()).toBeLessThan(most)
})

it('signs out with a page of Adobe Pass once the bucket allows it', async () => {
  const { pass, waited } = await emptyBucket()
  const mvpd = 'Lumenwave'
  emulator.signIn(mvpd)
  emulator.amend({ logouts: { [mvpd]: { url: `/api/v2/logout/REF30/${mvpd}` } } })
  const navigate = vi.fn<(url: string) => void>()
  await signOut(pass, { mvpd, redirectUrl: 'https://app.test/', navigate })
  expect(navigate).toHaveBeenCalledExactlyOnceWith(`${pass.origin}/api/v2/logout/REF30/${mvpd}`)
  expect(waited()).toBeGreaterThanOrEqual(2_000)
})
