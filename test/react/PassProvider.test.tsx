import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, renderHook, screen } from '@testing-library/react'
import { StrictMode, Suspense } from 'react'
import {
  type PassClient,
  type PassClientOptions,
  PassConfigurationError,
  type PassEvent,
  PassProvider,
  usePass,
  usePassQuery,
  usePassToken,
  useSuspensePassQuery,
  useSuspensePassToken,
} from 'react-adobe-pass'
import { useProfile } from 'react-adobe-pass/entitlement'
import { configuration } from 'react-adobe-pass/rest-v2'
import { describe, expect, it, vi } from 'vitest'
import { calls, inApp, makePass, muteErrors, passOptions, renderApp, seeds } from './testbed.tsx'

/** Renders PassProvider with options, and collects every client that it provides. */
function renderOptions(options: PassClientOptions) {
  const seen = new Set<PassClient>()
  const queryClient = new QueryClient()
  const Consumer = () => {
    seen.add(usePass())
    return <p>{usePassQuery(configuration()).data?.requestor.id}</p>
  }
  const app = (options: PassClientOptions) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PassProvider {...options}>
          <Consumer />
        </PassProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  const { rerender } = render(app(options))
  return { seen, rerender: (options: PassClientOptions) => rerender(app(options)) }
}

describe('PassProvider with a client', () => {
  it('provides that client', async () => {
    const pass = await makePass()
    const Show = () => <p>{usePass() === pass ? 'the same' : 'another'}</p>
    renderApp(<Show />, { pass })
    expect(screen.getByText('the same')).toBeDefined()
  })

  it('throws for an object that createPassClient did not make', async () => {
    const pass = { ...(await makePass()) }
    muteErrors()
    expect(() => renderApp(null, { pass })).toThrow(PassConfigurationError)
  })

  it('throws without a client and without options', () => {
    muteErrors()
    // As from JavaScript, or an import that is undefined.
    const nothing = {} as PassClientOptions
    const needed = 'needs client={pass}'
    expect(() => renderOptions(nothing)).toThrow(
      expect.objectContaining({
        name: 'PassConfigurationError',
        message: expect.stringContaining(needed),
      }),
    )
  })

  it('provides the new client when the prop changes', async () => {
    const [first, second] = [await makePass(), await makePass()]
    const Show = () => <p>{usePass().origin}</p>
    const queryClient = new QueryClient()
    const app = (client: PassClient) => (
      <QueryClientProvider client={queryClient}>
        <PassProvider client={client}>
          <Show />
        </PassProvider>
      </QueryClientProvider>
    )
    const { rerender } = render(app(first))
    rerender(app(second))
    expect(screen.getByText(second.origin)).toBeDefined()
  })

  it('shows nothing of the previous client after a change of the client', async () => {
    const passes = [await makePass(), await makePass()]
    const Show = () => <p>{`${usePassToken().data?.value} ${useProfile().status}`}</p>
    const queryClient = new QueryClient()
    const [first, second] = passes.map((pass) => inApp(pass, queryClient, <Show />))
    const tokens = await Promise.all(passes.map((pass) => pass.getToken()))
    const { rerender } = render(first)
    expect(await screen.findByText(`${tokens[0]?.value} signed-out`)).toBeDefined()
    rerender(second)
    expect(screen.queryByText(new RegExp(tokens[0]?.value ?? ''))).toBeNull()
    expect(await screen.findByText(`${tokens[1]?.value} signed-out`)).toBeDefined()
  })
})

describe('PassProvider with options', () => {
  it('creates one client under StrictMode', async () => {
    const options = await passOptions()
    const { seen } = renderOptions(options)
    expect(await screen.findByText('REF30')).toBeDefined()
    expect(seen.size).toBe(1)
    expect(seeds(options)).toEqual([1, 1])
  })

  it('keeps its client on a render with a new inline onEvent, and on a new mount', async () => {
    const options = await passOptions()
    const first = vi.fn<(event: PassEvent) => void>()
    const { seen, rerender } = renderOptions({ ...options, onEvent: first })
    rerender({ ...options, onEvent: () => {} })
    rerender({ ...options, renewBefore: 1_000 })
    await screen.findByText('REF30')
    expect(first).toHaveBeenCalledWith(expect.objectContaining({ type: 'registered' }))

    const again = renderOptions({ ...options, onEvent: () => {} })
    expect([...again.seen]).toEqual([...seen])
    expect(seen.size).toBe(1)
  })

  it('creates a client for a new statement, origin, environment, provider or device', async () => {
    const options = await passOptions()
    const { softwareStatement } = await passOptions()
    const { seen, rerender } = renderOptions(options)
    const changes: readonly Partial<PassClientOptions>[] = [
      { softwareStatement },
      { origin: 'https://elsewhere.test' },
      { environment: 'staging' },
      { serviceProvider: 'OTHER' },
      { deviceId: 'device-1' },
    ]
    for (const [index, change] of changes.entries()) {
      rerender({ ...options, ...change })
      expect([Object.keys(change), seen.size]).toEqual([Object.keys(change), index + 2])
    }
    rerender(options)
    expect(seen.size).toBe(changes.length + 1)
  })

  it('keeps its client when a Suspense boundary above it suspends', async () => {
    const options = await passOptions()
    const seen = new Set<PassClient>()
    const queryClient = new QueryClient()
    const Consumer = () => {
      seen.add(usePass())
      const token = useSuspensePassToken().data
      const { data } = useSuspensePassQuery(configuration())
      return <p>{token.value && data.requestor.id}</p>
    }
    render(
      <StrictMode>
        <Suspense fallback="waiting">
          <QueryClientProvider client={queryClient}>
            <PassProvider {...options} onEvent={() => {}}>
              <Consumer />
            </PassProvider>
          </QueryClientProvider>
        </Suspense>
      </StrictMode>,
    )
    expect(screen.getByText('waiting')).toBeDefined()
    expect(await screen.findByText('REF30')).toBeDefined()
    expect(seen.size).toBe(1)
    expect([...seeds(options), calls(options, '/configuration')]).toEqual([1, 1, 1])
  })

  it('throws a PassConfigurationError that names the invalid option', async () => {
    const options = await passOptions({ softwareStatement: 'no JWT' })
    muteErrors()
    expect(() => renderOptions(options)).toThrow(PassConfigurationError)
    expect(() => renderOptions(options)).toThrow(/^softwareStatement must be/)
  })
})

describe('usePass', () => {
  it('throws outside a provider, with the fix in the message', () => {
    muteErrors()
    expect(() => renderHook(() => usePass())).toThrow(/put <PassProvider client=.+> above/)
  })

  it('returns the same client on every render', async () => {
    const pass = await makePass()
    const seen = new Set<PassClient>()
    const Consumer = ({ times }: { times: number }) => {
      seen.add(usePass())
      return <p>render {times}</p>
    }
    const { rerender } = renderApp(<Consumer times={1} />, { pass })
    rerender(<Consumer times={2} />)
    expect(screen.getByText('render 2')).toBeDefined()
    expect(seen.size).toBe(1)
  })
})
