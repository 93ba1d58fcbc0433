import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as ReactQuery from '@tanstack/react-query'
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { render, renderHook } from '@testing-library/react'
import { createElement, version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, it } from 'vitest'

const readManifest = (...path: string[]) =>
  JSON.parse(readFileSync(join(import.meta.dirname, ...path, 'package.json'), 'utf8'))

it('runs on React 18', () => {
  expect(version).toMatch(/^18\./)
  expect(domVersion).toBe(version)
})

it('runs on the oldest @tanstack/react-query of the peer range', async () => {
  const directory = ['node_modules', '@tanstack', 'react-query']
  const { version, exports } = readManifest(...directory)
  const { peerDependencies } = readManifest('../..')
  expect(peerDependencies['@tanstack/react-query']).toBe(`^${version}`)

  const path = join(import.meta.dirname, ...directory, exports['.'].import.default)
  const oldest: typeof ReactQuery = await import(/* @vite-ignore */ path)
  expect(QueryClientProvider).toBe(oldest.QueryClientProvider)
})

it('shares one React between the query library and the testing library', () => {
  const client = new QueryClient()
  const { result } = renderHook(() => useQueryClient(), {
    wrapper: ({ children }) => createElement(QueryClientProvider, { client }, children),
  })
  expect(result.current).toBe(client)
  expect(render(createElement('p', null, 'hello')).container.textContent).toBe('hello')
})
