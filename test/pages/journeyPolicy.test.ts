import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { click, clickForPopup, expectShown, logIn, withJourney } from './journeyTestbed.ts'
import { soon } from './testbed.ts'

// The emulator's port is not known yet: any loopback port is allowed.
const scene = withJourney({
  headers: {
    'content-security-policy':
      "default-src 'self'; connect-src http://127.0.0.1:*; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'",
  },
})

const violations = (tab: Page) => tab.evaluate<string[]>(() => Object(window).violations)

describe.concurrent('the whole journey', () => {
  test('does not violate a strict Content-Security-Policy', async (context) => {
    const { expect } = context
    const { context: browser, openTab } = await scene(context)
    await browser.addInitScript(() => {
      const violations: string[] = []
      Object.assign(window, { violations })
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        violations.push(`${violatedDirective} ${blockedURI}`)
      })
    })
    const tab = await openTab({ resources: 10, mvpd: undefined })
    await click(tab, 'Sign in')
    await logIn(await clickForPopup(tab, 'Lumenwave'))
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'permitted', '10')
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'a media token')
    expect(await violations(tab)).toEqual([])
    await Promise.all([tab.waitForEvent('load'), click(tab, 'Sign out')])
    await expectShown(tab, 'profile', 'signed-out')
    expect(await violations(tab)).toEqual([])

    // The policy is enforced, and a violation is noticed.
    await tab.evaluate(() => fetch('http://localhost:9').catch(() => {}))
    expect(await violations(tab)).toEqual(['connect-src http://localhost:9/'])
  })

  test('leaves no secret in storage, URLs, HTML or the query cache', async (context) => {
    const { expect } = context
    const { context: browser, openTab } = await scene(context)
    const secrets = new Set<string>()
    const urls: string[] = []
    browser.on('request', (request) => urls.push(request.url()))
    browser.on('response', async (response) => {
      if (response.request().method() === 'OPTIONS' || !/\/(api|o)\//.test(response.url())) return
      for (const secret of secretsOf(await response.text().catch(() => ''))) secrets.add(secret)
    })
    const tab = await openTab({ resources: 10 })
    secrets.add(await tab.evaluate(() => window.statement))
    secrets.add(await tab.evaluate(async () => (await window.journey.pass.getToken()).value))
    const popup = await clickForPopup(tab)
    await popup.getByLabel('User name').waitFor()
    const kept = [await keptBy(tab)]
    expect(kept[0]).toContain(new URL(popup.url()).searchParams.get('code'))
    await logIn(popup)
    await expectShown(tab, 'sign-in', 'signed-in')
    await expectShown(tab, 'permitted', '10')
    await click(tab, 'Watch')
    await expectShown(tab, 'watch', 'a media token')
    kept.push(await keptBy(tab), await tab.content(), ...urls)
    // The media token is removed with the component that requested it.
    const results = () =>
      tab.evaluate(() => window.journey.queryClient.getMutationCache().getAll().length)
    expect(await results()).toBe(1)
    await click(tab, 'Leave')
    await expect.poll(results, soon).toBe(0)

    // The statement, the client's secret, the access token and the media token.
    expect(secrets.size).toBe(4)
    expect([...secrets].filter((secret) => kept.join().includes(secret))).toEqual([])
    expect(await tab.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('code')
  })
})

/** The secrets in an answer of Adobe Pass. */
const secretsOf = (text: string) =>
  [...text.matchAll(/"(client_secret|access_token|serializedToken)":"([^"]+)"/g)].map(
    ([, , value = '']) => value,
  )

/** Everything that a page keeps where other scripts could read it. */
const keptBy = (tab: Page) =>
  tab.evaluate(() => {
    const { queryClient } = window.journey
    const cached = queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state, meta }) => ({ queryKey, state, meta }))
    const stored = [sessionStorage, localStorage].map((area) => Object.entries(area))
    return JSON.stringify([stored, cached, location.href, document.cookie])
  })
