import { QueryClient } from '@tanstack/react-query'
import {
  type PassEndpoint,
  type PassQueryOptions,
  passEndpoint,
  usePassQuery,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it, vi } from 'vitest'
import {
  calls,
  elapse,
  emulator,
  leftUndefined,
  makePass,
  renderApp,
  stopTime,
} from './testbed.tsx'

const PATH = '/api/v2/REF30/configuration'
const MINUTE = 60_000

/** Mounts, waits `ms` after the answer and mounts again. Returns the number of calls. */
async function callsOfTwoVisits<T>(
  endpoint: string | PassEndpoint<T>,
  ms: number,
  options?: PassQueryOptions<T>,
  defaults: { staleTime?: number; refetchOnMount?: boolean } = {},
): Promise<number> {
  vi.useRealTimers()
  const pass = await makePass()
  await pass.getToken()
  stopTime()
  const queryClient = new QueryClient({ defaultOptions: { queries: defaults } })
  const Visit = () => <p>{usePassQuery(endpoint, options).status}</p>
  const { rerender, container } = renderApp(<Visit />, { pass, queryClient })
  await elapse(1)
  expect(container.textContent).toBe('success')
  rerender(null)
  await elapse(ms - 1)
  rerender(<Visit />)
  await elapse(1)
  return calls(pass, '') - 2
}

describe('staleTime', () => {
  it('is the application’s default if neither the hook nor the endpoint sets it', async () => {
    expect(await callsOfTwoVisits(PATH, 1_000)).toBe(2)
    expect(await callsOfTwoVisits(PATH, 1_000, {}, { staleTime: MINUTE })).toBe(1)
  })

  it('and refetchOnMount keep the application’s default if they are undefined', async () => {
    expect(
      await callsOfTwoVisits(PATH, 1_000, leftUndefined('staleTime'), { staleTime: MINUTE }),
    ).toBe(1)
    expect(
      await callsOfTwoVisits(PATH, 1_000, leftUndefined('refetchOnMount'), {
        refetchOnMount: false,
      }),
    ).toBe(1)
  })

  it('of the endpoint, a number or a function, overrides the application’s default', async () => {
    const often = { staleTime: 0 }
    expect(await callsOfTwoVisits(configuration(), 3 * MINUTE - 100, {}, often)).toBe(1)
    expect(await callsOfTwoVisits(configuration(), 3 * MINUTE + 100, {}, often)).toBe(2)

    const seen: unknown[] = []
    const endpoint: PassEndpoint<unknown> = {
      path: PATH,
      staleTime: (data, receivedAt) => {
        seen.push(data, receivedAt)
        return MINUTE
      },
    }
    expect(await callsOfTwoVisits(endpoint, MINUTE - 100, {}, often)).toBe(1)
    expect(await callsOfTwoVisits(endpoint, MINUTE + 100, {}, often)).toBe(2)
    expect(seen.slice(0, 2)).toEqual([
      expect.objectContaining({ requestor: expect.anything() }),
      expect.closeTo(Date.now(), -6),
    ])
  })

  it('of the hook overrides the endpoint’s', async () => {
    const endpoint = passEndpoint({ path: PATH, staleTime: MINUTE })
    expect(await callsOfTwoVisits(endpoint, 2 * MINUTE, { staleTime: 5 * MINUTE })).toBe(1)
    expect(await callsOfTwoVisits(endpoint, 1_000, { staleTime: 0 })).toBe(2)
  })

  it('of profiles() ends with the first profile, and is 30 s if nobody is signed in', async () => {
    const never = { gcTime: Infinity }
    const TWO_HOURS = 120 * MINUTE
    expect(await callsOfTwoVisits(profiles(), 29_000)).toBe(1)
    expect(await callsOfTwoVisits(profiles(), 31_000)).toBe(2)

    const signedIn = async (ms: number) => {
      vi.useRealTimers()
      const pass = await makePass()
      await pass.getToken()
      emulator.signIn('Lumenwave')
      emulator.signIn('CedarHollow')
      const notAfter = Date.now() + TWO_HOURS
      emulator.amend({ profiles: { CedarHollow: { notAfter } } }, { times: 2 })
      stopTime()
      const queryClient = new QueryClient()
      const Visit = () => <p>{usePassQuery(profiles(), never).status}</p>
      const { rerender } = renderApp(<Visit />, { pass, queryClient })
      await elapse(1)
      rerender(null)
      await elapse(ms - 1)
      rerender(<Visit />)
      await elapse(1)
      return calls(pass, '/profiles')
    }
    expect(await signedIn(TWO_HOURS - 1_000)).toBe(1)
    expect(await signedIn(TWO_HOURS + 1_000)).toBe(2)
  })
})
