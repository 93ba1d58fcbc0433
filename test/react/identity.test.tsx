import { QueryClient } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { type PassClient, usePassQuery } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import {
  authenticateUrl,
  createSession,
  hashIdentity,
  type PassHeaders,
  passHeaders,
  profile,
  profiles,
} from 'react-adobe-pass/rest-v2'
import { expect, it } from 'vitest'
import { makePass, renderApp } from './testbed.tsx'

// Allows all headers, as if the page reached it through a proxy on its own origin.
const emulator = createPassEmulator({ throttle: false, allowAllHeaders: true })

const client = async (headers?: PassHeaders) =>
  makePass({
    fetch: emulator.fetch,
    softwareStatement: await emulator.softwareStatement(),
    ...(headers && { headers: passHeaders(headers) }),
  })

async function signIn(pass: PassClient, mvpd: string, serviceToken: string) {
  const { code = '' } = await pass.request(
    createSession({
      mvpd,
      domainName: 'app.example',
      redirectUrl: 'https://app.example/',
      serviceToken,
    }),
  )
  const login = await emulator.fetch(authenticateUrl(pass, { code }))
  const body = new URLSearchParams({ user: 'viewer', action: 'signIn' })
  await emulator.fetch(String(login.headers.get('location')), { method: 'POST', body })
}

/** Shows the user of a TempPass: each identity has its own. */
function Pass({ email }: { readonly email: string }) {
  const { data } = usePassQuery(profile({ mvpd: 'SummerPass', tempPassIdentity: { email } }))
  return <p title={email}>{String(data?.profiles['SummerPass']?.attributes['userID']?.value)}</p>
}

function SignedIn({ serviceToken }: { readonly serviceToken?: string }) {
  const { data } = usePassQuery(profiles({ serviceToken }))
  return <p title={serviceToken ?? 'none'}>{data && `[${Object.keys(data.profiles).join()}]`}</p>
}

const shown = (title: string) => screen.getByTitle(title).textContent

it('two identities of a TempPass have separate answers, also one after the other', async () => {
  const [ada, bob] = [await hashIdentity('ada@example.com'), await hashIdentity('bob@example.com')]
  const pass = await client()
  const { rerender, queryClient } = renderApp(
    <>
      <Pass email={ada} />
      <Pass email={bob} />
    </>,
    { pass },
  )
  const userID = expect.stringMatching(/^temppass_[0-9a-f-]{36}$/)
  await waitFor(() => expect([shown(ada), shown(bob)]).toEqual([userID, userID]))
  const [ofAda, ofBob] = [shown(ada), shown(bob)]
  expect(ofAda).not.toBe(ofBob)

  rerender(<Pass email={bob} />)
  expect(shown(bob)).toBe(ofBob)
  rerender(<Pass email={ada} />)
  expect(shown(ada)).toBe(ofAda)
  const keys = JSON.stringify(
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  )
  expect(keys).not.toContain(ada)
  expect(keys).not.toContain(bob)
})

it('two service tokens and a missing one have separate answers', async () => {
  const [one, two] = ['one.of.them', 'two.of.them']
  const other = await client()
  await signIn(other, 'Lumenwave', one)
  await signIn(other, 'Quillstone', two)
  renderApp(
    <>
      <SignedIn serviceToken={one} />
      <SignedIn serviceToken={two} />
      <SignedIn />
    </>,
    { pass: await client() },
  )

  await waitFor(() =>
    expect([shown(one), shown(two), shown('none')]).toEqual(['[Lumenwave]', '[Quillstone]', '[]']),
  )
})

it('two clients with headers of different viewers do not share answers in one cache', async () => {
  const [one, two] = ['one.of.both', 'two.of.both']
  const other = await client()
  await signIn(other, 'Lumenwave', one)
  await signIn(other, 'Quillstone', two)
  const queryClient = new QueryClient()
  const softwareStatement = await emulator.softwareStatement()
  const asked = async (serviceToken: string) => {
    const pass = await makePass({
      fetch: emulator.fetch,
      origin: 'https://shared.test',
      softwareStatement,
      headers: passHeaders({ serviceToken }),
    })
    const { unmount } = renderApp(<SignedIn />, { pass, queryClient })
    await waitFor(() => expect(shown('none')).toMatch(/\[/))
    const text = shown('none')
    unmount()
    return text
  }

  expect(await asked(one)).toBe('[Lumenwave]')
  expect(await asked(two)).toBe('[Quillstone]')
})
