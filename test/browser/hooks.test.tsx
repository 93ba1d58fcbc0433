import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import {
  indexedDbStore,
  type PassEvent,
  PassProvider,
  usePass,
  usePassQuery,
  usePassToken,
  useSuspensePassToken,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { application, handle, origin, press, soon } from './testbed.tsx'

function Viewer() {
  const pass = usePass()
  const token = usePassToken()
  const providers = usePassQuery(configuration(), { select: (c) => c.requestor.mvpds.length })
  const viewer = usePassQuery(profiles(), { select: (p) => Object.keys(p.profiles)[0] ?? 'nobody' })
  return (
    <>
      <p>token {token.isSuccess ? 'here' : token.status}</p>
      <p>{providers.data} providers</p>
      <p>{viewer.data} is signed in</p>
      <button type="button" onClick={() => void viewer.refetch()}>
        Look again
      </button>
      <button type="button" onClick={() => void pass.reset()}>
        Sign out
      </button>
    </>
  )
}

test('the whole flow under StrictMode: register, token, calls, sign-in and sign-out', async () => {
  const { open, calls, registrations, tokens } = await application()
  const { pass } = open()
  const screen = await render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider client={pass}>
          <Viewer />
        </PassProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await expect.element(screen.getByText('token here'), soon).toBeVisible()
  await expect.element(screen.getByText('10 providers'), soon).toBeVisible()
  await expect.element(screen.getByText('nobody is signed in'), soon).toBeVisible()
  expect(calls.slice(0, 2)).toEqual(['/o/client/register', '/o/client/token'])
  expect(calls.slice(2).sort()).toEqual(['/api/v2/REF30/configuration', '/api/v2/REF30/profiles'])

  // This also signs in the clients of other tests. None of them depends on being signed out.
  await handle('signIn')
  press(screen.getByText('Look again'))
  await expect.element(screen.getByText('nobody is signed in'), soon).not.toBeInTheDocument()

  press(screen.getByText('Sign out'))
  await expect.element(screen.getByText('nobody is signed in'), soon).toBeVisible()
  expect([registrations(), tokens()]).toEqual([2, 2])
})

test('a tree suspends until there is a token, and requests it once', async () => {
  const { open, calls } = await application()
  const { pass } = open()
  const Expiry = () => <p>good until {useSuspensePassToken().data.expiresAt}</p>
  const screen = await render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider client={pass}>
          <Suspense fallback="no token yet">
            <Expiry />
          </Suspense>
        </PassProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await expect.element(screen.getByText('no token yet'), soon).toBeVisible()
  await expect.element(screen.getByText(/good until \d{13}/), soon).toBeVisible()

  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
})

test('a provider with options creates one client, also when it is mounted again', async () => {
  const { softwareStatement, name } = await application()
  const onEvent = vi.fn<(event: PassEvent) => void>()
  const seen = new Set<unknown>()
  const Look = () => {
    seen.add(usePass())
    return <p>{usePassToken().status}</p>
  }
  const tree = (
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider
          softwareStatement={softwareStatement}
          origin={origin}
          store={indexedDbStore({ name })}
          throttle={false}
          onEvent={onEvent}
        >
          <Look />
        </PassProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  const first = await render(tree)
  await expect.element(first.getByText('success'), soon).toBeVisible()
  await first.unmount()
  const second = await render(tree)
  await expect.element(second.getByText('success'), soon).toBeVisible()

  expect(seen.size).toBe(1)
  expect(onEvent.mock.calls.map(([event]) => event.type)).toEqual(['registered', 'token-issued'])
})
