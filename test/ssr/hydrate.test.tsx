// @vitest-environment jsdom
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { createPassClient, memoryStore, type PassProviderProps } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { useSignIn } from 'react-adobe-pass/entitlement'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import '../setup/patience.ts'
import { app, Boundary, knowsBrowserOnly, options, Plain, SuspendedQuery } from './app.tsx'

const emulator = createPassEmulator({ throttle: false })
afterEach(() => {
  cleanup()
  emulator.reset()
})

/** Renders as a server does: without `document`. */
function renderOnServer(node: ReactElement): string {
  vi.stubGlobal('document', undefined)
  try {
    return renderToString(node)
  } finally {
    vi.unstubAllGlobals()
  }
}

const browserOptions = async () => ({
  ...options,
  softwareStatement: await emulator.softwareStatement(),
  store: memoryStore(),
  fetch: emulator.fetch,
})

describe.each<[string, () => Promise<PassProviderProps>]>([
  ['a client', async () => ({ client: createPassClient(await browserOptions()) })],
  ['options', browserOptions],
])('hydrating PassProvider with %s', (_, makeProps) => {
  it('matches the HTML of the server, then fetches', async () => {
    const props = await makeProps()
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = renderOnServer(app(props, <Plain />))
    const paragraph = container.querySelector('p')
    expect(paragraph?.textContent).toBe('https://pass.test pending pending idle')

    const complaints = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn<(error: unknown) => void>()
    render(app(props, <Plain />), { container, hydrate: true, onRecoverableError })
    expect(await screen.findByText('https://pass.test success success idle')).toBe(paragraph)
    expect(complaints).not.toHaveBeenCalled()
    expect(onRecoverableError).not.toHaveBeenCalled()
  })

  it('renders in the browser what the server could not render', async () => {
    const props = await makeProps()
    const node = (
      <Boundary>
        <SuspendedQuery />
      </Boundary>
    )
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = renderOnServer(app(props, node))
    expect(container.textContent).toBe('waiting')
    expect(emulator.log).toEqual([])

    const complaints = vi.spyOn(console, 'error')
    const onRecoverableError = vi.fn<(error: unknown) => void>()
    await act(async () => {
      render(app(props, node), { container, hydrate: true, onRecoverableError })
    })
    expect(await screen.findByText('REF30')).toBeDefined()
    expect(complaints).not.toHaveBeenCalled()
    // Older Reacts report that the server could not finish the boundary (#419).
    expect(onRecoverableError).toHaveBeenCalledTimes(knowsBrowserOnly ? 0 : 1)
  })
})

it('hydrating useSignIn matches the HTML of the server during a sign-in', async () => {
  const pass = createPassClient(await browserOptions())
  const State = () => <p>{useSignIn().status}</p>
  const container = document.createElement('div')
  document.body.append(container)
  container.innerHTML = renderOnServer(app({ client: pass }, <State />))
  expect(container.textContent).toBe('idle')
  // Another part of the page, hydrated earlier.
  const { result } = renderHook(() => useSignIn(), {
    wrapper: ({ children }) => app({ client: pass }, children),
  })
  act(() => result.current.signIn({ screen: 'second-screen' }))
  await waitFor(() => expect(result.current.status).toBe('second-screen'))

  const complaints = vi.spyOn(console, 'error')
  const onRecoverableError = vi.fn<(error: unknown) => void>()
  render(app({ client: pass }, <State />), { container, hydrate: true, onRecoverableError })
  expect(await screen.findByText('second-screen')).toBeDefined()
  expect(complaints).not.toHaveBeenCalled()
  expect(onRecoverableError).not.toHaveBeenCalled()
})
