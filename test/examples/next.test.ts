import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createPassEmulator, type PassEmulator, servePassEmulator } from 'react-adobe-pass/emulator'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { freePort } from '../../scripts/port.mjs'
import { startChild } from '../../scripts/processes.mjs'
import { soon } from '../pages/testbed.ts'

const example = fileURLToPath(new URL('../../examples/next', import.meta.url))

/** What has reached the API since the test began. */
let calls: Request[] = []

/** A test may answer in place of the emulator. */
let front: ((request: Request) => Response | undefined) | undefined

const emulator = createPassEmulator()
const handle: PassEmulator['handle'] = async (request, options) => {
  const isCall = /^\/(o|api)\//.test(new URL(request.url).pathname)
  if (isCall) calls.push(request.clone())
  return (isCall && front?.(request)) || emulator.handle(request, options)
}

let served: Awaited<ReturnType<typeof servePassEmulator>>
let browser: Browser
let app: ReturnType<typeof startChild>
let site: string

beforeAll(async () => {
  served = await servePassEmulator({ emulator: { ...emulator, handle } })
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    PASS_EMULATOR: served.origin,
    PASS_STATEMENT: '',
  }
  const start = (...args: readonly string[]) => {
    const child = startChild('npm', args, { cwd: example, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    const ended = once(child, 'close').then(([code]) => ({ code, output }))
    return { child, ended }
  }
  const { code, output } = await start('run', 'build').ended
  if (code !== 0) throw new Error(`The example does not build:\n${output}`)

  const port = await freePort(4310)
  site = `http://localhost:${port}`
  const preview = start('run', 'preview', '--', '--port', String(port))
  app = preview.child
  const stopped = preview.ended.then(({ output: why }) => {
    throw new Error(`The example does not start:\n${why}`)
  })
  stopped.catch(() => {})
  await Promise.race([stopped, untilAnswering(`${site}/icon.svg`)])
  // Playwright turns off the popup blocker, which viewers have.
  const popups = { ignoreDefaultArgs: ['--disable-popup-blocking'] }
  browser = await chromium.launch({ ...(await launchOptions()), ...popups })
})
afterAll(async () => {
  await browser?.close()
  if (app?.pid !== undefined) process.kill(-app.pid)
  await served?.close()
})
afterEach(() => {
  calls = []
  front = undefined
})

async function untilAnswering(url: string) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A tab of a browser without a past. What its pages write on the console fails the test. */
async function openTab(): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(soon.timeout)
  const written: string[] = []
  context.on('console', (message) => written.push(`${message.type()}: ${message.text()}`))
  context.on('weberror', (error) => written.push(String(error.error())))
  onTestFinished(async () => {
    await context.close()
    expect(written).toEqual([])
  })
  const tab = await context.newPage()
  await tab.goto(site)
  return tab
}

/** The calls of the browser's hooks, which the site has forwarded. */
const forwarded = () =>
  calls.filter(({ headers }) => headers.get('sec-fetch-site') === 'same-origin')
const paths = (some: readonly Request[]) => some.map(({ url }) => new URL(url).pathname)
const button = (tab: Page, name: string) => tab.getByRole('button', { name })

async function signIn(tab: Page) {
  const opened = tab.waitForEvent('popup')
  await button(tab, 'Lumenwave').click()
  const popup = await opened
  await popup.getByLabel('User name').fill('viewer')
  await Promise.all([popup.waitForEvent('close'), button(popup, 'Sign in').click()])
  await tab.getByText('Signed in with Lumenwave.').waitFor()
}

test('the browser lists the TV providers if the server could not', async () => {
  // The server keeps the list for three minutes, so this is the first test.
  front = ({ headers, url }) =>
    url.endsWith('/configuration') && headers.get('sec-fetch-site') !== 'same-origin'
      ? new Response('down', { status: 503 })
      : undefined
  const tab = await openTab()
  await button(tab, 'Lumenwave').waitFor()
  expect(paths(forwarded())).toContain('/api/v2/REF30/configuration')
})

test('the HTML of the server lists the TV providers', async () => {
  expect(await (await fetch(site)).text()).toContain('>Lumenwave</button>')
})

test('a viewer signs in, watches and signs out, and the console stays clean', async () => {
  const tab = await openTab()
  await signIn(tab)

  await button(tab, 'Sports (locked)').waitFor()
  await button(tab, 'News').click()
  await tab.getByText('Playing news.').waitFor()
  await button(tab, 'Sports').click()
  await tab.getByText('does not include').waitFor()

  await tab.reload()
  await button(tab, 'Sign out').click()
  await button(tab, 'Lumenwave').waitFor()
  expect(paths(calls)).toContain('/api/v2/REF30/logout/Lumenwave')
  // The list has come with the HTML.
  expect(paths(forwarded())).not.toContain('/api/v2/REF30/configuration')
})

test('the proxy sends the viewer’s address with each call, and no cookie', async () => {
  const tab = await openTab()
  await tab.context().addCookies([{ name: 'session', value: 'ours', url: site }])
  await signIn(tab)

  expect(paths(forwarded())).toEqual(
    expect.arrayContaining(['/o/client/register', '/o/client/token', '/api/v2/REF30/sessions']),
  )
  for (const { headers } of forwarded()) {
    expect(headers.get('x-forwarded-for')).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(headers.get('cookie')).toBeNull()
  }
})

test('the proxy sends the address that a server in front of it has seen', async () => {
  await fetch(`${site}/api/v2/REF30/behind`, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
  const call = calls.find(({ url }) => url.endsWith('/behind'))
  expect(call?.headers.get('x-forwarded-for')).toBe('203.0.113.7')
})

test('the proxy changes neither the call nor the answer', async () => {
  front = () => new Response('<h1>Too many</h1>', { status: 429, headers: { 'Retry-After': '7' } })
  const answer = await fetch(`${site}/api/v2/REF30/sessions/a%2Fb?one=%C3%BC`, {
    method: 'POST',
    headers: { 'AP-Visitor-Identifier': '42', 'Content-Type': 'text/odd' },
    body: 'mvpd=ü',
  })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await answer.text()).toBe('<h1>Too many</h1>')

  const call = calls.find(({ url }) => url.includes('a%2Fb'))
  expect(call?.method).toBe('POST')
  expect(call?.url).toBe(`${served.origin}/api/v2/REF30/sessions/a%2Fb?one=%C3%BC`)
  expect(call?.headers.get('ap-visitor-identifier')).toBe('42')
  expect(call?.headers.get('content-type')).toBe('text/odd')
  expect(await call?.text()).toBe('mvpd=ü')
})

test('the proxy answers 502 when Adobe Pass cannot be reached', async () => {
  emulator.fail('network')
  const answer = await fetch(`${site}/api/v2/REF30/profiles`)
  expect(answer.status).toBe(502)
})
