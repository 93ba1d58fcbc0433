import { createPassClient } from 'react-adobe-pass'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { app, options, preconnect } from './app.tsx'
import { trapBrowserGlobals } from './browserGlobals.ts'
import { Journey } from './journey.tsx'

it('importing react-adobe-pass/entitlement touches no browser global', async () => {
  vi.resetModules()
  const touched = trapBrowserGlobals()
  expect(Object.keys(await import('react-adobe-pass/entitlement'))).toHaveLength(8)
  expect(touched).toEqual([])
})

it('every hook of the journey renders as pending or idle, and touches no browser global', async () => {
  const touched = trapBrowserGlobals()
  const html = renderToString(app({ client: createPassClient(options) }, <Journey />))
  expect(html).toBe(`${preconnect}<p>pending none pending idle idle true idle idle</p>`)
  // Nothing that was started while rendering touches one later.
  await new Promise((resolve) => setImmediate(resolve))
  expect(touched).toEqual([])
})
