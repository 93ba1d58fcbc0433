import {
  type DehydratedState,
  dehydrate,
  hydrate,
  IsRestoringProvider,
  QueryClient,
} from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
  passQueryOptions,
  usePassQuery,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { calls, emulator, inApp, makePass, passOptions, renderApp } from './testbed.tsx'

const Who = () => {
  const { data, status } = usePassQuery(profiles(), { staleTime: Infinity })
  return <p>{data ? `signed in with: ${Object.keys(data.profiles).join()}` : status}</p>
}

const expectShown = async (text: string) => expect(await screen.findByText(text)).toBeDefined()

/** A query cache that a loader filled with the viewer's profiles before anything was rendered. */
async function loaded(options: PassClientOptions) {
  const pass = createPassClient(options)
  await pass.getToken()
  emulator.signIn('Lumenwave')
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(passQueryOptions(pass, profiles()))
  await queryClient.prefetchQuery(passQueryOptions(pass, configuration()))
  return { pass, queryClient }
}

/** The same cache, as an application that persists it finds it on the next visit. */
async function persisted(options: PassClientOptions) {
  const { pass, queryClient } = await loaded(options)
  const state: DehydratedState = JSON.parse(JSON.stringify(dehydrate(queryClient)))
  return { asked: calls(pass, '/profiles'), state }
}

describe('a cache that was filled before a provider was mounted', () => {
  it('loses its answers in a reset', async () => {
    const { pass, queryClient } = await loaded(await passOptions())
    await pass.reset()
    expect(queryClient.getQueryData(passQueryOptions(pass, profiles()).queryKey)).toBeUndefined()
    renderApp(<Who />, { pass, queryClient })
    await expectShown('signed in with:')
  })

  it('gets the answer of the new registration if a reset happens during a call', async () => {
    let letGo = () => {}
    const pass = await makePass({
      fetch: async (input, init) => {
        const answer = await emulator.fetch(input, init)
        if (new Request(input).url.endsWith('/profiles') && calls(pass, '/profiles') === 1) {
          await new Promise<void>((go) => {
            letGo = go
          })
        }
        return answer
      },
    })
    await pass.getToken()
    emulator.signIn('Lumenwave')
    const queryClient = new QueryClient()
    const answer = queryClient.query(passQueryOptions(pass, profiles()))
    await waitFor(() => expect(calls(pass, '/profiles')).toBe(1))
    await pass.reset()
    letGo()
    expect(await answer).toEqual({ profiles: {} })
  })
})

describe('a cache that was persisted on an earlier visit', () => {
  const visit = (pass: PassClient, state: DehydratedState) => {
    const queryClient = new QueryClient()
    hydrate(queryClient, state)
    return renderApp(<Who />, { pass, queryClient })
  }

  it('is used without a call if the registration is the same', async () => {
    const options = await passOptions()
    const { state, asked } = await persisted(options)
    const pass = createPassClient(options)
    const { container } = visit(pass, state)
    expect(container.textContent).toBe('signed in with: Lumenwave')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(container.textContent).toBe('signed in with: Lumenwave')
    expect(calls(pass, '/profiles')).toBe(asked)
  })

  it('is dropped if the registration is gone, and refetched once', async () => {
    const options = await passOptions()
    const { state, asked } = await persisted(options)
    const pass = createPassClient({ ...options, store: memoryStore() })
    visit(pass, state)
    await expectShown('signed in with:')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(calls(pass, '/profiles')).toBe(asked + 1)
  })

  it('is dropped if the registration is gone, even if the persister restores it late', async () => {
    const options = await passOptions()
    const { state } = await persisted(options)
    const earlier = createPassClient(options)
    await earlier.reset()
    const pass = createPassClient(options)
    const queryClient = new QueryClient()
    const app = (isRestoring: boolean) => (
      <IsRestoringProvider value={isRestoring}>
        {inApp(pass, queryClient, <Who />)}
      </IsRestoringProvider>
    )
    const { rerender } = render(app(true))
    hydrate(queryClient, state)
    rerender(app(false))
    await expectShown('signed in with:')
  })

  it('is left as it is if it does not name its registration', async () => {
    const options = await passOptions()
    const { state } = await persisted(options)
    const answers = state.queries.filter(({ queryKey }) => queryKey.includes('GET'))
    expect(answers).toHaveLength(2)
    const { container } = visit(createPassClient(options), { ...state, queries: answers })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(container.textContent).toBe('signed in with: Lumenwave')
  })

  it('names its registration as a hash, for as long as it holds answers', async () => {
    const options = await passOptions()
    const { state, asked } = await persisted(options)
    expect(asked).toBe(1)
    const queryClient = new QueryClient({
      defaultOptions: { queries: { gcTime: 10, retry: false } },
    })
    hydrate(queryClient, state)
    const pass = createPassClient(options)
    renderApp(<Who />, { pass, queryClient })
    await act(() => pass.request(configuration()))
    await act(() => queryClient.refetchQueries())
    await new Promise((resolve) => setTimeout(resolve, 50))
    const [note] = queryClient
      .getQueriesData({ queryKey: ['react-adobe-pass'] })
      .filter(([key]) => key.includes('registration'))
    expect(note?.[1]).toMatch(/^[0-9a-z]{5,}$/)
    expect(dehydrate(queryClient).queries.some(({ queryKey }) => queryKey === note?.[0])).toBe(true)
  })
})
