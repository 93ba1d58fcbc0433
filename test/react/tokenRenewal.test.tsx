import { act } from '@testing-library/react'
import { Suspense, useEffect, useState } from 'react'
import {
  type AccessToken,
  type PassClient,
  type PassError,
  usePassQuery,
  usePassToken,
  useSuspensePassToken,
} from 'react-adobe-pass'
import { configuration } from 'react-adobe-pass/rest-v2'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { calls, elapse, emulator, makePass, renderApp, stopTime } from './testbed.tsx'

const HOUR = 3_600_000
const MINUTE = 60_000
// Such that the renewal meets no other timer, some of which run every 30 s.
const LIFETIME = 6 * HOUR + 10_000

let pass: PassClient
/** What was rendered, one after another. */
const seen: { data: AccessToken | undefined; error?: PassError | null }[] = []
const shown = () => seen.at(-1)?.data

function Token() {
  const { data, error } = usePassToken()
  seen.push({ data, error })
  return null
}

function SuspendedToken() {
  const { data } = useSuspensePassToken()
  seen.push({ data })
  return null
}

/** A client that has its token already, and time that stands still. */
async function begin(lifetime = LIFETIME) {
  vi.useRealTimers()
  emulator.setTokenLifetime(lifetime / 1_000)
  pass = await makePass()
  await pass.getToken()
  stopTime()
  seen.length = 0
}
beforeEach(() => begin())

const show = async (children = <Token />) => {
  const app = renderApp(children, { pass })
  await elapse(0)
  return app
}

describe('a mounted usePassToken', () => {
  it('renews the token before it expires, and renders for the new one only', async () => {
    await show()
    const first = shown()
    const before = seen.length
    await elapse(LIFETIME - 2 * MINUTE)
    expect([calls(pass, '/token'), seen.length]).toEqual([1, before])

    await elapse(MINUTE + 5_000)
    expect(calls(pass, '/token')).toBe(2)
    expect(shown()?.value).not.toBe(first?.value)
    expect(Date.now()).toBeLessThan(first?.expiresAt ?? 0)
    expect(seen.length).toBe(before + 1)

    await elapse(3 * LIFETIME)
    expect([calls(pass, '/token'), calls(pass, '/register')]).toEqual([5, 1])
  })

  it('renews all the same where the component renders every 250 ms', async () => {
    const Countdown = () => {
      const [, setNow] = useState(0)
      useEffect(() => {
        const timer = setInterval(() => setNow(Date.now()), 250)
        return () => clearInterval(timer)
      }, [])
      return <Token />
    }
    await begin(125_000)
    await show(<Countdown />)
    const { value, expiresAt } = shown() ?? { value: '', expiresAt: 0 }
    await elapse(expiresAt - Date.now() - 13_500)
    expect(shown()?.value).toBe(value)
    await elapse(3_000)
    expect(shown()?.value).not.toBe(value)
  })

  it('renews in a hidden tab', async () => {
    await show()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    await elapse(LIFETIME - 55_000)
    expect(calls(pass, '/token')).toBe(2)
  })

  it('waits at least 30 s after a renewal that failed, keeps the old token, and tries again', async () => {
    await show()
    const first = shown()
    emulator.fail('unauthorized_client')
    await elapse(LIFETIME - MINUTE + 5_000)
    expect(seen.at(-1)?.error).toMatchObject({
      name: 'PassTokenError',
      code: 'unauthorized_client',
    })
    expect(shown()).toEqual(first)
    expect(calls(pass, '/token')).toBe(2)

    await elapse(24_000)
    expect(calls(pass, '/token')).toBe(2)
    await elapse(22_000)
    expect(calls(pass, '/token')).toBe(3)
    expect(seen.at(-1)?.error).toBeNull()
    expect(shown()?.value).not.toBe(first?.value)
  })

  it('waits as long where there has never been a token, also when rendered all the time', async () => {
    await pass.reset()
    emulator.fail('unapproved_software_statement', { times: 9 })
    const { rerender } = await show()
    await vi.waitFor(() => expect(seen.at(-1)?.error).not.toBeNull(), 4_000)
    const before = calls(pass, '/register')
    const renderFor = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        await elapse(1_000)
        rerender(<Token />)
      }
    }
    await renderFor(29)
    expect(calls(pass, '/register')).toBe(before)
    await renderFor(17)
    expect(calls(pass, '/register')).toBe(before + 1)
  })

  it('has a good token soon after the device slept for 8 hours', async () => {
    await show()
    const first = shown()
    vi.setSystemTime(Date.now() + 8 * HOUR)
    await elapse(31_000)
    expect(shown()?.value).not.toBe(first?.value)
    expect(shown()?.expiresAt).toBeGreaterThan(Date.now())
    expect(calls(pass, '/token')).toBe(2)
  })

  it('has a good token at once when the viewer comes back to the tab after that', async () => {
    await show()
    vi.setSystemTime(Date.now() + 8 * HOUR)
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    await elapse(100)
    expect(shown()?.expiresAt).toBeGreaterThan(Date.now())
    expect(calls(pass, '/token')).toBe(2)
  })

  it.each([
    ['usePassToken', <Token key="" />],
    [
      'useSuspensePassToken',
      <Suspense key="">
        <SuspendedToken />
      </Suspense>,
    ],
  ])('does not trust a token from the future, for the clock ran backwards: %s', async (_, node) => {
    await show(node)
    const first = shown()
    vi.setSystemTime(Date.now() - 8 * HOUR)
    await elapse(31_000)
    expect(shown()?.value).not.toBe(first?.value)
    expect(Math.abs((shown()?.issuedAt ?? 0) - Date.now())).toBeLessThan(32_000)
  })

  it('does not trust one when it mounts after that', async () => {
    const { value } = await pass.getToken()
    vi.setSystemTime(Date.now() - 8 * HOUR)
    await show()
    await elapse(100)
    expect(shown()?.value).not.toBe(value)
  })

  it('leaves no timer behind, and renews no more', async () => {
    const before = vi.getTimerCount()
    const { unmount } = await show()
    expect(vi.getTimerCount()).toBeGreaterThan(before)
    unmount()
    await elapse(0)
    expect(vi.getTimerCount()).toBe(before)
    await elapse(2 * LIFETIME)
    expect(calls(pass, '/token')).toBe(1)
  })
})

it('renders no usePassQuery consumer for a renewal', async () => {
  let consumed = 0
  const Consumer = () => {
    consumed++
    const query = usePassQuery(configuration())
    return <>{query.data?.requestor.id}</>
  }
  const { container } = await show(
    <>
      <Token />
      <Consumer />
    </>,
  )
  await elapse(100)
  expect(container.textContent).toBe('REF30')
  const before = [consumed, seen.length]
  await act(() => vi.advanceTimersByTimeAsync(LIFETIME - 55_000))
  expect(calls(pass, '/token')).toBe(2)
  expect([consumed, seen.length]).toEqual([before[0], (before[1] ?? 0) + 1])
})
