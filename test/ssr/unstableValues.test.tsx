import { createPassClient } from 'react-adobe-pass'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { app, Boundary, options, Plain, SuspendedQuery, SuspendedToken } from './app.tsx'
import { Journey } from './journey.tsx'
import { trapUnstableValues } from './unstableValues.ts'

it.each([
  ['react-adobe-pass', () => import('react-adobe-pass')],
  ['react-adobe-pass/rest-v2', () => import('react-adobe-pass/rest-v2')],
  ['react-adobe-pass/entitlement', () => import('react-adobe-pass/entitlement')],
])('importing %s reads neither the clock nor a random number', async (_, load) => {
  vi.resetModules()
  const read = trapUnstableValues()
  expect(Object.keys(await load())).not.toEqual([])
  expect(read).toEqual([])
})

it('createPassClient reads neither the clock nor a random number', () => {
  const read = trapUnstableValues()
  createPassClient(options)
  expect(read).toEqual([])
})

it.each([
  ['the plain hooks', <Plain key="" />],
  ['the hooks of the journey', <Journey key="" />],
  [
    'useSuspensePassQuery',
    <Boundary key="">
      <SuspendedQuery />
    </Boundary>,
  ],
  [
    'useSuspensePassToken',
    <Boundary key="">
      <SuspendedToken />
    </Boundary>,
  ],
])(
  'PassProvider with options and %s read neither clock nor random number on a server',
  async (_, node) => {
    const read = trapUnstableValues()
    expect(renderToString(app(options, node))).not.toBe('')
    // Nothing that was started while rendering reads one later.
    await new Promise((resolve) => setImmediate(resolve))
    expect(read).toEqual([])
  },
)
