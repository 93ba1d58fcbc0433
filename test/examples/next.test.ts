import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { click, clickForPopup, logIn } from '../pages/journeyTestbed.ts'
import { withExample } from './testbed.ts'

const { answer, calls, emulator, openTab, url } = withExample({
  name: 'next',
  env: (emulator) => ({
    NEXT_TELEMETRY_DISABLED: '1',
    PASS_EMULATOR: emulator,
    PASS_STATEMENT: '',
  }),
})

/** The calls of the browser's hooks, which the site has forwarded. */
const forwarded = () =>
  calls().filter(({ headers }) => headers.get('sec-fetch-site') === 'same-origin')
const paths = (some: readonly Request[]) => some.map(({ url }) => new URL(url).pathname)

async function signIn(tab: Page) {
  const popup = await clickForPopup(tab, 'Lumenwave')
  await Promise.all([popup.waitForEvent('close'), logIn(popup)])
  await tab.getByText('Signed in with Lumenwave.').waitFor()
}

test('the browser lists the TV providers if the server could not', async () => {
  // The server keeps the list for three minutes, so this is the first test.
  answer(({ headers, url }) =>
    url.endsWith('/configuration') && headers.get('sec-fetch-site') !== 'same-origin'
      ? new Response('down', { status: 503 })
      : undefined,
  )
  const tab = await openTab()
  await tab.getByRole('button', { name: 'Lumenwave' }).waitFor()
  expect(paths(forwarded())).toContain('/api/v2/REF30/configuration')
})

test('the HTML of the server lists the TV providers', async () => {
  expect(await (await fetch(url())).text()).toContain('>Lumenwave</button>')
})

test('a viewer signs in, watches and signs out, and the console stays clean', async () => {
  const tab = await openTab()
  await signIn(tab)

  await tab.getByRole('button', { name: 'Sports (locked)' }).waitFor()
  await click(tab, 'News')
  await tab.getByText('Playing news.').waitFor()
  await click(tab, 'Sports (locked)')
  await tab.getByText('does not include').waitFor()

  await tab.reload()
  await click(tab, 'Sign out')
  await tab.getByRole('button', { name: 'Lumenwave' }).waitFor()
  expect(paths(calls())).toContain('/api/v2/REF30/logout/Lumenwave')
  // The list has come with the HTML.
  expect(paths(forwarded())).not.toContain('/api/v2/REF30/configuration')
})

test('the proxy sends the viewer’s address with each call, but no cookie and no referrer', async () => {
  const tab = await openTab()
  await tab.context().addCookies([{ name: 'session', value: 'ours', url: url() }])
  await signIn(tab)

  expect(paths(forwarded())).toEqual(
    expect.arrayContaining(['/o/client/register', '/o/client/token', '/api/v2/REF30/sessions']),
  )
  for (const { headers } of forwarded()) {
    expect(headers.get('x-forwarded-for')).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(headers.get('cookie')).toBeNull()
    expect(headers.get('referer')).toBeNull()
  }
})

test('the proxy sends the address that a server in front of it has seen', async () => {
  await fetch(`${url()}api/v2/REF30/behind`, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
  const call = calls().find(({ url }) => url.endsWith('/behind'))
  expect(call?.headers.get('x-forwarded-for')).toBe('203.0.113.7')
})

test('the proxy changes neither the call nor the answer', async () => {
  const retryAfter = { 'Retry-After': '7' }
  answer(() => new Response('<h1>Too many</h1>', { status: 429, headers: retryAfter }))
  const response = await fetch(`${url()}api/v2/REF30/sessions/a%2Fb?one=%C3%BC`, {
    method: 'POST',
    headers: { 'AP-Visitor-Identifier': '42', 'Content-Type': 'text/odd' },
    body: 'mvpd=ü',
  })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await response.text()).toBe('<h1>Too many</h1>')

  const call = calls().find(({ url }) => url.includes('a%2Fb'))
  expect(call?.method).toBe('POST')
  expect(call?.url).toMatch(/\/api\/v2\/REF30\/sessions\/a%2Fb\?one=%C3%BC$/)
  expect(call?.headers.get('ap-visitor-identifier')).toBe('42')
  expect(call?.headers.get('content-type')).toBe('text/odd')
  expect(await call?.text()).toBe('mvpd=ü')
})

test('the proxy answers 502 when Adobe Pass cannot be reached', async () => {
  emulator.fail('network')
  const response = await fetch(`${url()}api/v2/REF30/profiles`)
  expect(response.status).toBe(502)
})
