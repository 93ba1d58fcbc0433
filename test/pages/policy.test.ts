import { expect, test } from 'vitest'
import { soon, tokenOf, untilAll, withBrowser } from './testbed.ts'

// The emulator's port is not known yet: any loopback port is allowed.
const strict = {
  'content-security-policy':
    "default-src 'self'; connect-src http://127.0.0.1:*; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'",
}
const scene = withBrowser({ headers: strict })

test('a page with queries, a token and a reset does not violate a strict CSP', async () => {
  const { context, openTab } = await scene()
  await context.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      violations.push(`${violatedDirective} ${blockedURI}`)
    })
  })
  const tab = await openTab({ queries: 3, tokens: 1 })
  await untilAll(tab, 'query', 3)
  await untilAll(tab, 'token', 1)
  await tab.evaluate(() => window.api.pass.reset())
  await untilAll(tab, 'query', 3)
  const violations = () => tab.evaluate(() => Object(window).violations)
  expect(await violations()).toEqual([])

  // The policy is enforced, and a violation is noticed.
  await tab.evaluate(() => {
    void fetch('http://localhost:9').catch(() => {})
  })
  await expect.poll(violations, soon).toEqual(['connect-src http://localhost:9/'])
})

test('the page contacts only its own and the configured origin, and prints nothing', async () => {
  const { context, origins, openTab } = await scene()
  const contacted = new Set<string>()
  const printed: string[] = []
  context.on('request', (request) => contacted.add(new URL(request.url()).origin))
  context.on('console', (message) => printed.push(message.text()))
  context.on('weberror', (error) => printed.push(String(error.error())))
  const tab = await openTab({ queries: 3, tokens: 1 })
  await untilAll(tab, 'query', 3)
  await tab.reload()
  await untilAll(tab, 'query', 3)
  await tab.evaluate(() => window.api.pass.reset())
  await tokenOf(tab)

  expect([...contacted].sort()).toEqual([...origins].sort())
  expect(printed).toEqual([])
  await tab.evaluate(() => console.log('heard'))
  expect(printed).toEqual(['heard'])
})

test('a production build logs nothing about a mistake in the set-up', async () => {
  const { context, openTab } = await scene()
  const printed: string[] = []
  context.on('console', (message) => printed.push(message.text()))
  const tab = await openTab({ statement: 'a.b.c' })
  const error = await tab.evaluate(() => window.api.call().catch(({ code }) => code))
  expect(error).toBe('invalid_software_statement')
  // The browser itself logs the status.
  expect(printed.filter((text) => !text.startsWith('Failed to load'))).toEqual([])

  const script = await tab.evaluate(async () => {
    const { src = '' } = document.querySelector('script') ?? {}
    return (await fetch(src)).text()
  })
  expect(script).toContain('invalid_software_statement')
  expect(script).not.toContain('[react-adobe-pass]')
})

test('no URL of an API call has parameters, and the token is not in Web Storage', async () => {
  const { context, openTab } = await scene()
  const urls: string[] = []
  context.on('request', (request) => urls.push(request.url()))
  const tab = await openTab({ queries: 1 })
  await untilAll(tab, 'query', 1)
  const token = await tokenOf(tab)
  const kept = await tab.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )

  const calls = urls.filter((url) => url.includes('/o/client/') || url.includes('/api/v2/'))
  expect(calls).toHaveLength(3)
  expect(calls.map((url) => new URL(url).search)).toEqual(['', '', ''])
  expect(kept).toContain('react-adobe-pass')
  expect(kept).not.toContain(token)
})
