import { PassThrough } from 'node:stream'
import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassProviderProps,
  passQueryOptions,
  usePass,
} from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { configuration } from 'react-adobe-pass/rest-v2'
import * as ReactDOMServer from 'react-dom/server'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import type * as ReactDOMStatic from 'react-dom/static'
import { describe, expect, it, vi } from 'vitest'
import {
  app,
  Boundary,
  knowsBrowserOnly,
  options,
  Plain,
  preconnect,
  SuspendedQuery,
  SuspendedToken,
} from './app.tsx'
import { trapBrowserGlobals } from './browserGlobals.ts'

/** The complete output of a renderer, and the errors that React reported. */
interface Rendered {
  readonly html: string
  readonly errors: readonly unknown[]
}

async function read(body: AsyncIterable<unknown>) {
  const decoder = new TextDecoder()
  let html = ''
  for await (const chunk of body) {
    html += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk)
  }
  return html
}

function stream(node: ReactNode): Promise<Rendered> {
  const errors: unknown[] = []
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(node, {
      onAllReady: () => {
        read(pipe(new PassThrough())).then((html) => resolve({ html, errors }), reject)
      },
      onShellError: reject,
      onError: (error) => {
        errors.push(error)
      },
    })
  })
}

async function streamToWeb(node: ReactNode): Promise<Rendered> {
  const errors: unknown[] = []
  const body = await ReactDOMServer.renderToReadableStream(node, {
    onError: (error) => {
      errors.push(error)
    },
  })
  await body.allReady
  return { html: await read(body), errors }
}

async function prerender(node: ReactNode): Promise<Rendered> {
  const errors: unknown[] = []
  // In a variable: React 18 has no such entry, and Vite would try to resolve a literal.
  const entry = 'react-dom/static'
  const { prerenderToNodeStream }: typeof ReactDOMStatic = await import(/* @vite-ignore */ entry)
  const { prelude } = await prerenderToNodeStream(node, {
    onError: (error) => {
      errors.push(error)
    },
  })
  return { html: await read(prelude), errors }
}

// In Node, React 18 has only the first one.
const renderers = Object.entries({
  renderToPipeableStream: stream,
  ...('renderToReadableStream' in ReactDOMServer && { renderToReadableStream: streamToWeb }),
  ...('resume' in ReactDOMServer && { prerenderToNodeStream: prerender }),
})

it.each([
  ['react-adobe-pass', () => import('react-adobe-pass')],
  ['react-adobe-pass/rest-v2', () => import('react-adobe-pass/rest-v2')],
])('importing %s touches no browser global', async (_, load) => {
  vi.resetModules()
  const touched = trapBrowserGlobals()
  expect(Object.keys(await load())).not.toEqual([])
  expect(touched).toEqual([])
})

it('PassProvider with options creates new clients for every render on a server', () => {
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
  it('renders to a string with every hook pending or idle, and touches no browser global', () => {
    const touched = trapBrowserGlobals()
    const html = renderToString(app(makeProps(), <Plain />))
    expect(html).toBe(`${preconnect}<p>https://pass.test pending pending idle</p>`)
    expect(touched).toEqual([])
  })

  it('streams the same, and touches no browser global', async () => {
    const touched = trapBrowserGlobals()
    const { html, errors } = await stream(app(makeProps(), <Plain />))
    expect(html).toContain('<p>https://pass.test pending pending idle</p>')
    expect([errors, touched]).toEqual([[], []])
  })

  describe.each(renderers)('%s', (_, render) => {
    it('sends the link to the API in the head of the document', async () => {
      const { html, errors } = await render(
        <html lang="en">
          <head />
          <body>
            <main>{app(makeProps(), <Plain />)}</main>
          </body>
        </html>,
      )
      expect(html).toContain(`<head>${preconnect}</head>`)
      expect(html).toMatch(/<main><p>.*<\/p><\/main>/)
      expect(errors).toEqual([])
    })

    it.each([
      ['useSuspensePassQuery', <SuspendedQuery key="" />],
      ['useSuspensePassToken', <SuspendedToken key="" />],
    ])('leaves the boundary of %s to the browser, and sends nothing', async (_, node) => {
      const touched = trapBrowserGlobals()
      const { html, errors } = await render(app(makeProps(), <Boundary>{node}</Boundary>))
      expect(html).toContain('<i>waiting</i>')
      expect(html).not.toContain('<p>')
      expect(touched).toEqual([])
      const error = expect.objectContaining({
        name: 'PassConfigurationError',
        // Next recognizes its own bail-out by this digest.
        digest: 'BAILOUT_TO_CLIENT_SIDE_RENDERING',
      })
      // Older Reacts do not know intended bail-outs: they call `onError`.
      expect(errors).toEqual(knowsBrowserOnly ? [] : [error])
    })

    it('says that a boundary is missing, and for which hook', async () => {
      const rejection = await render(app(makeProps(), <SuspendedQuery />)).then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(rejection).toMatchObject({
        cause: 'put <Suspense> around the component that calls useSuspensePassQuery',
      })
    })
  })
})

it('useSuspensePassQuery renders on a server what a loader put into the cache', async () => {
  const emulator = createPassEmulator({ throttle: false })
  const pass = createPassClient({
    ...options,
    softwareStatement: await emulator.softwareStatement(),
    store: memoryStore(),
    fetch: emulator.fetch,
  })
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(passQueryOptions(pass, configuration()))
  const html = renderToString(app({ client: pass }, <SuspendedQuery />, queryClient))
  expect(html).toBe(`${preconnect}<p>REF30</p>`)
})
