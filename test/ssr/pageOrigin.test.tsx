import { createPassClient, memoryStore } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { app, options, Plain } from './app.tsx'
import { trapBrowserGlobals } from './browserGlobals.ts'

it("a client with origin: '/' can be created and rendered on a server", () => {
  const touched = trapBrowserGlobals()
  const client = createPassClient({ ...options, origin: '/' })
  expect(renderToString(app({ client }, <Plain />))).toBe('<p>/ pending pending idle</p>')
  expect(renderToString(app({ ...options, origin: '/' }, <Plain />))).toBe(
    '<p>/ pending pending idle</p>',
  )
  expect(touched).toEqual([])
})

it.each(['getToken', 'request', 'fetch'] as const)(
  "%s() of a client with origin: '/' rejects on a server, and the error says why",
  async (method) => {
    const fetch = vi.fn<typeof globalThis.fetch>()
    const pass = createPassClient({ ...options, origin: '/', store: memoryStore(), fetch })
    const call = {
      getToken: () => pass.getToken(),
      request: () => pass.request(profiles()),
      fetch: () => pass.fetch('/api/v2/REF30/profiles'),
    }[method]()
    await expect(call).rejects.toMatchObject({
      name: 'PassConfigurationError',
      message: expect.stringMatching(/^origin '\/' .* on a server/),
    })
    expect(fetch).not.toHaveBeenCalled()
  },
)
