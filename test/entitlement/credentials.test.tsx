import { waitFor } from '@testing-library/react'
import type { CredentialStore } from 'react-adobe-pass'
import { useMvpds } from 'react-adobe-pass/entitlement'
import { afterEach, expect, it, vi } from 'vitest'
import { createOpenStore, stubLocks } from '../client/testbed.ts'
import { makePass, renderApp } from '../react/testbed.tsx'

afterEach(() => vi.unstubAllGlobals())

it('the hooks of the journey write no credentials outside of the lock', async () => {
  const held = stubLocks()
  const { store, broken } = createOpenStore({ update: false })
  const unlocked: unknown[] = []
  const set: CredentialStore['set'] = async (key, value) => {
    if (!held() && JSON.stringify(value).includes('clientSecret')) unlocked.push(key)
    await store.set(key, value)
  }
  const pass = await makePass({ store: { ...store, set } })
  // This page's client is not stored yet, and could overwrite the client of another tab.
  broken.writes = true
  await pass.getToken()
  broken.writes = false

  const Picked = () => <p>{useMvpds({ enabled: false }).picked ? '' : 'nothing picked'}</p>
  const { container } = renderApp(<Picked />, { pass })
  await waitFor(() => expect(container.textContent).toBe('nothing picked'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(unlocked).toEqual([])
})
