import { QueryClient, useQuery } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { Activity, StrictMode, version } from 'react'
import { type PassClient, usePassQuery, usePassToken } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it, vi } from 'vitest'
import { calls, elapse, emulator, inApp, makePass, renderApp, seeds, stopTime } from './testbed.tsx'

const Mvpds = () => {
  const { data, status } = usePassQuery(profiles(), { staleTime: Infinity })
  return <p>{data ? `signed in with: ${Object.keys(data.profiles).join()}` : status}</p>
}
const Own = () => {
  const { dataUpdatedAt } = useQuery({ queryKey: ['own'], queryFn: () => 1, staleTime: Infinity })
  return <i>{dataUpdatedAt}</i>
}

/** An application with a signed-in viewer and with its own queries. */
async function signedIn() {
  const pass = await makePass()
  await pass.getToken()
  emulator.signIn('Lumenwave')
  const app = renderApp(
    <>
      <Mvpds />
      <Own />
    </>,
    { pass, strict: true },
  )
  await screen.findByText('signed in with: Lumenwave')
  const resets: unknown[] = []
  app.queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'setState') {
      resets.push(event.query.queryKey[0])
    }
  })
  return { ...app, pass, resets, own: app.container.querySelector('i')?.textContent }
}

describe('the viewer’s answers are fetched again', () => {
  it('after a reset, and the application’s own are not', async () => {
    const { pass, container, own, resets, queryClient } = await signedIn()
    const hidden = vi.fn<() => number>(() => 1)
    await queryClient.prefetchQuery({ queryKey: ['react-adobe-pass', 'another'], queryFn: hidden })

    await act(() => pass.reset())
    await screen.findByText('signed in with:')
    expect(calls(pass, '/profiles')).toBe(2)
    expect(container.querySelector('i')?.textContent).toBe(own)
    expect(resets).toEqual(['react-adobe-pass'])
    expect(queryClient.getQueryData(['react-adobe-pass', 'another'])).toBe(1)
    expect(hidden).toHaveBeenCalledTimes(1)
  })

  it('after the credentials were replaced', async () => {
    const { pass, container, own, resets } = await signedIn()
    const events: string[] = []
    pass.subscribe(({ type }) => events.push(type))
    emulator.revokeClients()
    stopTime()
    // The server answers twice with a 401 that says that the client is unknown.
    const call = pass.request(profiles())
    // Real timers would lose what the page waits for: react-query notifies it in a timer.
    await vi.waitFor(async () => {
      await elapse(500)
      screen.getByText('signed in with:')
    }, 60_000)
    await call
    expect(events).toContain('credentials-replaced')
    expect(seeds(pass)[0]).toBe(2)
    expect(container.querySelector('i')?.textContent).toBe(own)
    expect(resets).toEqual(['react-adobe-pass'])
  })

  it('at the next mount, if the provider was unmounted during the reset', async () => {
    const { pass, unmount, queryClient } = await signedIn()
    unmount()
    await pass.reset()
    expect(calls(pass, '/profiles')).toBe(1)
    const again = renderApp(<Mvpds />, { pass, queryClient })
    expect(again.container.textContent).toBe('pending')
    await screen.findByText('signed in with:')
    expect(calls(pass, '/profiles')).toBe(2)
  })
})

// React 18 has no Activity.
it.skipIf(version.startsWith('18'))(
  'a tree that was hidden during a reset shows nothing of the previous viewer',
  async () => {
    const pass = await makePass()
    await pass.getToken()
    emulator.signIn('Lumenwave')
    const queryClient = new QueryClient()
    const app = (mode: 'visible' | 'hidden') => (
      <Activity mode={mode}>{inApp(pass, queryClient, <Mvpds />)}</Activity>
    )
    const { container, rerender } = render(app('visible'))
    await screen.findByText('signed in with: Lumenwave')
    rerender(app('hidden'))
    await act(() => pass.reset())
    rerender(app('visible'))
    expect(container.textContent).not.toContain('Lumenwave')
    await screen.findByText('signed in with:')
  },
)

describe('two providers with separate clients', () => {
  const Token = () => <b>{usePassToken().data?.value}</b>

  it('share an application’s cache without sharing an answer, a token or a reset', async () => {
    const [first, second] = [await makePass(), await makePass({ serviceProvider: 'OTHER' })]
    const queryClient = new QueryClient()
    const side = (pass: PassClient) =>
      inApp(
        pass,
        queryClient,
        <section>
          <Mvpds />
          <Token />
        </section>,
      )
    await Promise.all([first.getToken(), second.getToken()])
    emulator.signIn('CedarHollow')
    const { container } = render(
      <StrictMode>
        {side(first)}
        {side(second)}
      </StrictMode>,
    )
    await waitFor(() => expect(screen.getAllByText('signed in with: CedarHollow')).toHaveLength(2))
    const tokens = [...container.querySelectorAll('b')].map(({ textContent }) => textContent)
    expect(tokens).toEqual([(await first.getToken()).value, (await second.getToken()).value])
    const answers = queryClient.getQueryCache().findAll({
      predicate: ({ queryKey }) => queryKey.includes('GET'),
    })
    expect(answers).toHaveLength(2)

    await act(() => first.reset())
    await screen.findByText('signed in with:')
    expect(screen.getAllByText('signed in with: CedarHollow')).toHaveLength(1)
    expect([calls(first, '/profiles'), calls(second, '/profiles')]).toEqual([2, 1])
    expect([...seeds(first), ...seeds(second)]).toEqual([2, 2, 1, 1])
    expect((await second.getToken()).value).toBe(tokens[1])
  })

  it('use the inner client below the inner provider if they are nested', async () => {
    const [outer, inner] = [await makePass(), await makePass()]
    const queryClient = new QueryClient()
    render(inApp(outer, queryClient, inApp(inner, queryClient, <Mvpds />)))
    await screen.findByText('signed in with:')
    expect([calls(outer, ''), calls(inner, '/profiles')]).toEqual([0, 1])
  })
})
