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
// Not a multiple of 30 s: some other timers run every 30 s, and must not coincide with a renewal.
const LIFETIME = 6 * HOUR + 10_000

let pass: PassClient
/** The results of all renders, in order. */
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

/** Creates a client that already has a token, and stops the time. */
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
  it('renews the token before it expires, and re-renders only for the new token', async () => {
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

  it('renews the token even if the component renders every 250 ms', async () => {
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

  it('keeps the old token after a failed renewal, and waits at least 30 s to retry', async () => {
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

  it('waits at least 30 s between tries without a token, even if it renders often', async () => {
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

  it('has a valid token within 31 s after the device slept for 8 hours', async () => {
    await show()
    const first = shown()
    vi.setSystemTime(Date.now() + 8 * HOUR)
    await elapse(31_000)
    expect(shown()?.value).not.toBe(first?.value)
    expect(shown()?.expiresAt).toBeGreaterThan(Date.now())
    expect(calls(pass, '/token')).toBe(2)
  })

  it('has a valid token at once when the viewer returns after 8 hours of sleep', async () => {
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
  ])('replaces a token from the future after the clock was set back: %s', async (_, node) => {
    await show(node)
    const first = shown()
    vi.setSystemTime(Date.now() - 8 * HOUR)
    await elapse(31_000)
    expect(shown()?.value).not.toBe(first?.value)
    expect(Math.abs((shown()?.issuedAt ?? 0) - Date.now())).toBeLessThan(32_000)
  })

  it('replaces a token from the future when it mounts after the clock was set back', async () => {
    const { value } = await pass.getToken()
    vi.setSystemTime(Date.now() - 8 * HOUR)
    await show()
    await elapse(100)
    expect(shown()?.value).not.toBe(value)
  })

  it('clears its timers when it unmounts, and stops renewing', async () => {
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

it('a renewal re-renders no usePassQuery consumer', async () => {
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
