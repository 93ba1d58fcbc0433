import { useEffect, useRef } from 'react'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { useActivation, useMvpds, useSignIn } from 'react-adobe-pass/entitlement'
import { describe, expect, it } from 'vitest'
import {
  answering,
  elapse,
  emulator,
  holding,
  type JourneyOptions,
  json,
  logIn,
  renderJourney,
  slowStore,
} from './testbed.tsx'

const mvpd = 'Lumenwave'
const back = 'https://example.com/back'

/** A first screen that shows a code, and the page of the second screen. */
async function twoScreens(
  request: Parameters<ReturnType<typeof useSignIn>['signIn']>[0] = {},
  options: JourneyOptions = {},
) {
  const first = await renderJourney(useSignIn, options)
  await first.click(({ signIn }) => signIn({ ...request, screen: 'second-screen' }))
  const { code = '' } = first.now
  const left: string[] = []
  const bodies: Record<string, string>[] = []
  const second = await renderJourney(
    () => useActivation({ navigate: (url) => void left.push(url) }),
    {
      ...options,
      origin: first.pass.origin,
      softwareStatement: first.options.softwareStatement,
      fetch: answering(
        `/sessions/${code}`,
        ({ init, body }) => {
          if (init.method === 'POST') bodies.push(Object.fromEntries(new URLSearchParams(body)))
          return undefined
        },
        options.fetch,
      ),
    },
  )
  return { first, second, code, left, bodies }
}

it('checks a code, sends the missing parameters, and navigates to the MVPD', async () => {
  const { first, second, code, left, bodies } = await twoScreens()
  expect(second.now.status).toBe('idle')
  await second.click(({ check }) => check(code))
  expect(second.now).toMatchObject({
    status: 'ready',
    code,
    missingParameters: ['mvpd', 'redirectUrl'],
    existingParameters: { domainName: 'localhost', serviceProvider: 'REF30' },
  })
  await second.click(({ resume }) => resume({ mvpd }))
  expect(bodies).toEqual([{ mvpd, redirectUrl: location.href }])
  expect(second.now).toMatchObject({ status: 'redirecting', url: left[0] })
  expect(left).toEqual([`${first.pass.origin}/api/v2/authenticate/REF30/${code}`])
  expect(await logIn(left[0] ?? '')).toBe(location.href)
  await elapse(5_000)
  expect(first.now).toMatchObject({ status: 'signed-in', mvpd })
})

describe('the device of the first screen', () => {
  const shows = async (device: unknown) => {
    const { first, code } = await twoScreens()
    const second = await renderJourney(useActivation, {
      origin: first.pass.origin,
      fetch: answering(`/sessions/${code}`, () =>
        json({ existingParameters: { mvpd }, device, notBefore: '1', notAfter: '2' }),
      ),
    })
    await second.click(({ check }) => check(code))
    return second.now
  }

  it('is returned with a valid code, as Adobe Pass recognised it', async () => {
    const { second, code } = await twoScreens(
      {},
      {
        deviceInfo: {
          model: 'OLED55',
          version: '6',
          osName: 'webOS',
          osVersion: '6.0',
          connectionType: 'WiFi',
          primaryHardwareType: 'TV',
          manufacturer: 'LG',
        },
      },
    )
    await second.click(({ check }) => check(code))
    expect(second.now).toMatchObject({
      status: 'ready',
      device: { type: 'TV', model: 'OLED55', operatingSystem: { name: 'webOS' } },
    })
  })

  it('has every field that the server sends', async () => {
    const device = { type: 'Toaster', display: { width: 5 }, later: null }
    expect(await shows(device)).toMatchObject({ status: 'ready', device })
  })

  it.each([undefined, null, 'TV', 5, ['TV']])(
    'is undefined if the server sends %j',
    async (device) => {
      const now = await shows(device)
      expect(now).toMatchObject({ status: 'ready', existingParameters: { mvpd } })
      expect('device' in now && now.device).toBeUndefined()
    },
  )
})

describe('the back button', () => {
  const pageShow = async (persisted: boolean) => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
    await elapse(0)
  }

  it('returns to ready, so that another MVPD can be picked', async () => {
    const { second, code, left } = await twoScreens()
    await second.click(({ check }) => check(code))
    const ready = second.now
    await second.click(({ resume }) => resume({ mvpd }))
    await pageShow(false)
    expect(second.now.status).toBe('redirecting')
    await pageShow(true)
    expect(second.now).toMatchObject({ status: 'ready', code })
    expect(JSON.stringify(second.now)).toBe(JSON.stringify(ready))
    await second.click(({ resume }) => resume({ mvpd: 'CedarHollow' }))
    expect(second.now.status).toBe('redirecting')
    expect(left).toHaveLength(2)
  })

  it.each(['idle', 'unknown-code', 'ready'] as const)(
    'changes nothing in state %s',
    async (status) => {
      const { second, code } = await twoScreens()
      if (status === 'unknown-code') await second.click(({ check }) => check('x'))
      if (status === 'ready') await second.click(({ check }) => check(code))
      await pageShow(true)
      expect(second.now.status).toBe(status)
    },
  )
})

describe('check', () => {
  it.each([
    (code: string) => code.toLowerCase(),
    (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\t`,
    (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
  ])('ignores letter case, spaces and dashes in a code (%#)', async (typed) => {
    const { second, code } = await twoScreens()
    await second.click(({ check }) => check(typed(code)))
    expect(second.now).toMatchObject({ status: 'ready', code })
  })

  it.each(['ABCDEFG', '1', 'x/../y', '💡', '..'])('becomes unknown-code for %s', async (code) => {
    const { second } = await twoScreens()
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('unknown-code')
  })

  it.each(['', ' ', '- -'])('sends no request for the code %j', async (code) => {
    const { second } = await twoScreens()
    const before = second.paths().length
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('unknown-code')
    expect(second.paths()).toHaveLength(before)
  })

  it('becomes unknown-code for an expired code', async () => {
    const { second, code } = await twoScreens()
    emulator.advance(1_800_001)
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('unknown-code')
  })

  it('sends no device headers, because another device signs in', async () => {
    const sent: string[] = []
    const { second, code } = await twoScreens()
    const third = await renderJourney(useActivation, {
      origin: second.pass.origin,
      fetch: answering(`/sessions/${code}`, ({ init }) => {
        sent.push(...new Headers(init.headers).keys())
        return undefined
      }),
    })
    await third.click(({ check }) => check(code))
    expect(third.now.status).toBe('ready')
    expect(sent).toEqual(['accept', 'authorization'])
  })

  it.each([
    ['invalid_integration', 'PassApiError'],
    ['html', 'PassResponseError'],
  ])('fails if the server answers %s, and can be repeated', async (what, name) => {
    const { second, code } = await twoScreens()
    emulator.fail(what, { on: 'api' })
    await second.click(({ check }) => check(code))
    expect(second.now).toMatchObject({ status: 'error', error: { name } })
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('ready')
  })

  it('retries by itself after a temporary failure', async () => {
    const { first, second, code } = await twoScreens()
    first.unmount()
    emulator.fail('network', { on: 'api', times: 2 })
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('checking')
    await elapse(5_000)
    expect(second.now.status).toBe('ready')
  })

  it('ends with cancel(): a late response is ignored', async () => {
    const { fetch, letGo } = holding('/sessions/')
    const { second, code } = await twoScreens({}, { fetch })
    await second.click(({ check }) => check(code))
    expect(second.now.status).toBe('checking')
    await second.click(({ cancel }) => cancel())
    expect(second.now.status).toBe('idle')
    await letGo()
    expect(second.now.status).toBe('idle')
  })

  it('replaces an earlier check and ignores its late response', async () => {
    const { fetch, letGo } = holding('/sessions/')
    const { second, code } = await twoScreens({}, { fetch })
    await second.click(({ check }) => check(code))
    await second.click(({ check }) => check('ABCDEFG'))
    expect(second.now.status).toBe('unknown-code')
    await letGo()
    expect(second.now.status).toBe('unknown-code')
  })
})

describe('resume', () => {
  it('sends no parameters if none are missing', async () => {
    const { first, second, code, left, bodies } = await twoScreens({ mvpd, redirectUrl: back })
    await second.click(({ check }) => check(code))
    expect(second.now).toMatchObject({ status: 'ready', missingParameters: [] })
    await second.click(({ resume }) => resume())
    expect(second.now.status).toBe('redirecting')
    expect(bodies).toEqual([{}])
    expect(left).toEqual([`${first.pass.origin}/api/v2/authenticate/REF30/${code}`])
    expect(await logIn(left[0] ?? '')).toBe(back)
  })

  it('sends only the missing parameters', async () => {
    const { second, code, bodies } = await twoScreens({ redirectUrl: back })
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd }))
    expect(bodies).toEqual([{ mvpd }])
  })

  it.each(['domainName', 'domain'] as const)(
    'sends the domainName if the server calls it %s',
    async (domainParameter) => {
      const other = createPassEmulator({ throttle: false, domainParameter })
      const { second, code, bodies } = await twoScreens(
        { domainName: '', mvpd, redirectUrl: back },
        { fetch: other.fetch, softwareStatement: await other.softwareStatement() },
      )
      await second.click(({ check }) => check(code))
      expect(second.now).toMatchObject({ missingParameters: ['domainName'] })
      await second.click(({ resume }) => resume())
      expect(bodies).toEqual([{ domainName: 'localhost' }])
      expect(second.now.status).toBe('redirecting')
    },
  )

  it('sends the given parameters instead of its defaults', async () => {
    const { second, code, bodies } = await twoScreens()
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd, redirectUrl: back }))
    expect(bodies).toEqual([{ mvpd, redirectUrl: back }])
  })

  it.each(['network', '500', 'html'])(
    'can be tried again with the same code after %s',
    async (what) => {
      const { first, second, code, left } = await twoScreens()
      first.unmount()
      await second.click(({ check }) => check(code))
      emulator.fail(what, { on: 'api' })
      await second.click(({ resume }) => resume({ mvpd }))
      expect(second.now.status).toBe('error')
      await second.click(({ resume }) => resume({ mvpd }))
      await elapse(2_000)
      expect(second.now.status).toBe('redirecting')
      expect(left).toHaveLength(1)
    },
  )

  it('does nothing after a failed check', async () => {
    const { second, code } = await twoScreens()
    await second.click(({ check }) => check(code))
    emulator.fail('html', { on: 'api' })
    await second.click(({ check }) => check(code))
    const before = second.paths().length
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now.status).toBe('error')
    expect(second.paths()).toHaveLength(before)
  })

  it('fails with the exception of navigate as its cause', async () => {
    const { first, code } = await twoScreens()
    const cause = new TypeError('no navigation here')
    const second = await renderJourney(
      () =>
        useActivation({
          navigate: () => {
            throw cause
          },
        }),
      { origin: first.pass.origin },
    )
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now).toMatchObject({ status: 'error', error: { name: 'PassError', cause } })
  })

  /** A second screen that goes to the MVPD as soon as `letGo` is called. */
  async function leavingLater() {
    const { first, code } = await twoScreens()
    const { store, hold, letGo } = slowStore()
    const left: string[] = []
    const second = await renderJourney(
      () => ({
        ...useActivation({ navigate: (url) => void left.push(url) }),
        pick: useMvpds({ enabled: false }).pick,
      }),
      { origin: first.pass.origin, store },
    )
    await second.click(({ check }) => check(code))
    hold()
    await second.click(({ pick, resume }) => {
      void pick({ id: mvpd, displayName: mvpd, logoUrl: '' })
      return resume({ mvpd })
    })
    expect(second.now.status).toBe('redirecting')
    expect(left).toEqual([])
    return { second, left, letGo }
  }

  it('navigates once the picked MVPD is stored', async () => {
    const { left, letGo } = await leavingLater()
    await letGo()
    expect(left).toHaveLength(1)
  })

  it('does not navigate any more if the viewer has gone back and forward meanwhile', async () => {
    const { second, left, letGo } = await leavingLater()
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await elapse(0)
    expect(second.now.status).toBe('ready')
    await letGo()
    expect(left).toEqual([])
  })

  it('asks for the parameters that are still missing', async () => {
    const { second, code } = await twoScreens()
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume())
    expect(second.now).toMatchObject({ status: 'ready', code, missingParameters: ['mvpd'] })
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now.status).toBe('redirecting')
  })

  it('is signed in at once with a TempPass', async () => {
    const { second, code, left } = await twoScreens()
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd: 'FreePreview' }))
    expect(second.now).toMatchObject({ status: 'signed-in', mvpd: 'FreePreview' })
    expect(left).toEqual([])
  })

  it('does nothing before a code is checked', async () => {
    const { second } = await twoScreens()
    const before = second.paths().length
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now.status).toBe('idle')
    expect(second.paths()).toHaveLength(before)
  })

  it('becomes unknown-code if the code has expired meanwhile', async () => {
    const { second, code } = await twoScreens()
    await second.click(({ check }) => check(code))
    emulator.advance(1_800_001)
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now.status).toBe('unknown-code')
  })

  it('fails before any request if the redirectUrl is not a URL', async () => {
    const { second, code, bodies } = await twoScreens()
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd, redirectUrl: 'http://[' }))
    expect(second.now).toMatchObject({
      status: 'error',
      error: { name: 'PassConfigurationError' },
    })
    expect(bodies).toEqual([])
  })

  it('fails with the error of the server if it rejects a given parameter', async () => {
    const { second, code } = await twoScreens()
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd: 'Nobody' }))
    expect(second.now).toMatchObject({
      status: 'error',
      error: { code: 'invalid_parameter_mvpd' },
    })
  })

  it.each(['javascript:alert(1)', '', undefined])('refuses to navigate to %s', async (url) => {
    const { first, code } = await twoScreens()
    const left: string[] = []
    const second = await renderJourney(
      () => useActivation({ navigate: (to) => void left.push(to) }),
      {
        origin: first.pass.origin,
        fetch: answering(`/sessions/${code}`, ({ init }) =>
          init.method === 'POST'
            ? json({
                actionName: 'authenticate',
                actionType: 'interactive',
                reasonType: 'none',
                sessionId: 'x',
                serviceProvider: 'REF30',
                url,
              })
            : undefined,
        ),
      },
    )
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now).toMatchObject({ status: 'error', error: { name: 'PassResponseError' } })
    expect(left).toEqual([])
  })

  it.each([
    ['cancel', 'idle'],
    ['unmounting', 'resuming'],
  ])('does not navigate after %s', async (how, status) => {
    const { first, code } = await twoScreens()
    let letGo = () => {}
    const left: string[] = []
    const second = await renderJourney(
      () => useActivation({ navigate: (to) => void left.push(to) }),
      {
        origin: first.pass.origin,
        fetch: answering(`/sessions/${code}`, async ({ init, real }) => {
          if (init.method === 'POST') {
            await new Promise<void>((go) => {
              letGo = go
            })
          }
          return real()
        }),
      },
    )
    await second.click(({ check }) => check(code))
    await second.click(({ resume }) => resume({ mvpd }))
    expect(second.now.status).toBe('resuming')
    if (how === 'cancel') await second.click(({ cancel }) => cancel())
    else second.unmount()
    letGo()
    await elapse(100)
    expect(second.now.status).toBe(status)
    expect(left).toEqual([])
  })
})

it('reaches the redirect under StrictMode', async () => {
  const { second, code } = await twoScreens({ mvpd, redirectUrl: back }, { strict: true })
  await second.click(({ check }) => check(code))
  await second.click(({ resume }) => resume())
  expect(second.now.status).toBe('redirecting')
})

it('continues a check when it remounts, as under StrictMode or in an Activity', async () => {
  const { code, first } = await twoScreens()
  const second = await renderJourney(
    () => {
      const activation = useActivation()
      const isChecked = useRef(false)
      useEffect(() => {
        if (!isChecked.current) activation.check(code)
        isChecked.current = true
      })
      return activation
    },
    { origin: first.pass.origin, softwareStatement: first.options.softwareStatement, strict: true },
  )
  await elapse(1_000)
  expect(second.now.status).toBe('ready')
})

it('sends the URL of the page if the given redirectUrl is undefined', async () => {
  const { second, code, bodies } = await twoScreens()
  await second.click(({ check }) => check(code))
  await second.click(({ resume }) => resume({ mvpd, redirectUrl: undefined }))
  expect(bodies).toEqual([{ mvpd, redirectUrl: location.href }])
})
