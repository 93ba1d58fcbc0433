import { createPassClient } from 'react-adobe-pass'
import { useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { expect, it } from 'vitest'
import { viewerOf } from '../../src/entitlement/viewer/viewerOf.ts'
import { openPage, reach } from './signInPage.ts'
import { elapse, emulator, logIn, renderJourney } from './testbed.tsx'

const useBoth = () => ({ signIn: useSignIn(), profile: useProfile() })
const mvpd = 'Lumenwave'

/** A page that shows a sign-in as done. */
async function signedIn() {
  const page = await renderJourney(useBoth)
  emulator.signIn(mvpd)
  await page.click(({ signIn }) => signIn.signIn({ mvpd, screen: 'second-screen' }))
  expect(page.now.signIn.status).toBe('signed-in')
  await elapse(1_000)
  return page
}

it('a sign-in becomes idle once the page knows that its viewer is signed out', async () => {
  const page = await signedIn()
  emulator.signOutElsewhere()
  expect(page.now.signIn.status).toBe('signed-in')
  await page.click(({ profile }) => profile.refetch())
  expect(page.now.profile.status).toBe('signed-out')
  expect(page.now.signIn.status).toBe('idle')
})

it('a sign-in becomes idle once the page knows of another sign-in with its MVPD', async () => {
  const page = await signedIn()
  emulator.signIn(mvpd)
  await page.click(({ profile }) => profile.refetch())
  expect(page.now.profile.status).toBe('signed-in')
  expect(page.now.signIn.status).toBe('idle')
})

it('a sign-in stays signed-in while its profile is the same', async () => {
  const page = await signedIn()
  await page.click(({ profile }) => profile.refetch())
  await page.click(({ profile }) => profile.choose(mvpd))
  expect(page.now.signIn.status).toBe('signed-in')
})

it.each(['redirecting', 'second-screen'] as const)(
  'a sign-in becomes expired if another tab resets the client while the page is %s',
  async (status) => {
    const page = await openPage()
    await reach[status](page)
    const url = page.left[0] ?? page.now.url ?? ''
    page.unmount()
    await createPassClient(page.options).reset()
    await logIn(url)
    const next = await page.reload()
    await elapse(5_000)
    expect(next.now.status).toBe('expired')
    const { answer } = viewerOf(next.pass).repository.getState().record
    expect(Object.keys(answer?.profiles ?? {})).toEqual([])
  },
)
