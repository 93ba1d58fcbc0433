import { PassThrough } from 'node:stream'
import type { ReactNode } from 'react'
import {
  createPassClient,
  type PassClient,
  type PassProviderProps,
  usePass,
} from 'react-adobe-pass'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { app, Boundary, options, Plain, SuspendedQuery, SuspendedToken } from './app.tsx'
import { trapBrowserGlobals } from './browserGlobals.ts'

/** What a server that streams sends in the end, and the errors that React was told of. */
async function stream(node: ReactNode) {
  const errors: unknown[] = []
  const body = new PassThrough()
  const { pipe } = renderToPipeableStream(node, {
    onAllReady: () => pipe(body),
    onError: (error) => {
      errors.push(error)
    },
  })
  let html = ''
  for await (const chunk of body) html += String(chunk)
  return { html, errors }
}

it.each([
  ['react-adobe-pass', () => import('react-adobe-pass')],
  ['react-adobe-pass/rest-v2', () => import('react-adobe-pass/rest-v2')],
])('importing %s touches no browser global', async (_, load) => {
  vi.resetModules()
  const touched = trapBrowserGlobals()
  expect(Object.keys(await load())).not.toEqual([])
  expect(touched).toEqual([])
})

it('PassProvider with options makes a client for every tree: a server renders for many viewers', () => {
  const seen = new Set<PassClient>()
  const See = () => {
    seen.add(usePass())
    return null
  }
  renderToString(app(options, <See />))
  const { size } = seen
  renderToString(app(options, <See />))
  expect([size > 0, seen.size]).toEqual([true, 2 * size])
})

describe.each<[string, () => PassProviderProps]>([
  ['a client', () => ({ client: createPassClient(options) })],
  ['options', () => options],
])('PassProvider with %s', (_, makeProps) => {
  it('renders to a string with every plain hook pending, and touches no browser global', () => {
    const touched = trapBrowserGlobals()
    const html = renderToString(app(makeProps(), <Plain />))
    expect(html).toBe('<p>https://pass.test pending pending idle</p>')
    expect(touched).toEqual([])
  })

  it('streams the same, and touches no browser global', async () => {
    const touched = trapBrowserGlobals()
    const { html, errors } = await stream(app(makeProps(), <Plain />))
    expect(html).toContain('<p>https://pass.test pending pending idle</p>')
    expect([errors, touched]).toEqual([[], []])
  })

  it.each([
    ['useSuspensePassQuery', <SuspendedQuery key="" />],
    ['useSuspensePassToken', <SuspendedToken key="" />],
  ])('%s rejects before any request, and React streams the fallback', async (_, node) => {
    const touched = trapBrowserGlobals()
    const { html, errors } = await stream(app(makeProps(), <Boundary>{node}</Boundary>))
    expect(errors).toEqual([expect.objectContaining({ name: 'PassConfigurationError' })])
    expect(html).toContain('<i>waiting</i>')
    expect(html).not.toContain('<p>')
    expect(touched).toEqual([])
  })
})
