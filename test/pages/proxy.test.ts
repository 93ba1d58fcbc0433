import type { Page } from 'playwright-core'
import type { PassHeaders } from 'react-adobe-pass/rest-v2'
import { describe, expect, test } from 'vitest'
import { type Scene, withBrowser } from './testbed.ts'

const scene = withBrowser({ proxy: 'emulator' })

const jws = 'header.payload.signature'
const partnerFrameworkStatus = {
  frameworkPermissionInfo: { accessStatus: 'granted' as const },
  frameworkProviderInfo: { id: 'lumenwave_apple', expirationDate: '4102444800000' },
}

/** All optional headers, each with its name on the wire. */
const optional: readonly (readonly [string, PassHeaders])[] = [
  ['ap-temppass-identity', { tempPassIdentity: { email: 'c0ffee'.repeat(10) } }],
  ['adobe-subject-token', { subjectToken: jws }],
  ['x-roku-reserved-roku-connect-token', { rokuConnectToken: jws }],
  ['ad-service-token', { serviceToken: jws }],
  ['ap-partner-framework-status', { partnerFrameworkStatus }],
  ['ap-visitor-identifier', { visitorIdentifier: '0123456789' }],
]

/** A page of an application whose client calls the API on the page's own origin. */
const openApplication = async ({ emulator, openTab }: Scene, application = 'news') =>
  openTab({
    origin: '/',
    statement: await emulator.softwareStatement(application),
  })

/** Signs in at Lumenwave as a viewer does, in a separate tab. */
async function signIn(tab: Page, headers: PassHeaders) {
  const url = await tab.evaluate(async (headers) => {
    const { pass, restV2 } = window.api
    const { code = '' } = await pass.request(
      restV2.createSession({
        mvpd: 'Lumenwave',
        domainName: 'localhost',
        redirectUrl: `${location.origin}/icon.svg`,
        ...headers,
      }),
    )
    return restV2.authenticateUrl(pass, { code })
  }, headers)
  const login = await tab.context().newPage()
  await login.goto(url)
  await login.getByLabel('User name').fill('viewer')
  await login.getByRole('button', { name: 'Sign in' }).click()
  await login.waitForURL('**/icon.svg')
  await login.close()
}

/** The types of the viewer's profiles, by MVPD. */
const typesOf = (tab: Page, headers: PassHeaders) =>
  tab.evaluate(async (headers) => {
    const { pass, restV2 } = window.api
    const { profiles } = await pass.request(restV2.profiles(headers))
    return Object.entries(profiles).map(([mvpd, { type }]) => `${mvpd} ${type}`)
  }, headers)

describe('through a proxy on the page’s own origin', () => {
  test.each(optional)('%s reaches the API', async (name, headers) => {
    const seen: (string | null)[] = []
    const one = await scene({
      front: (request) => {
        if (request.url.includes('/profiles/')) seen.push(request.headers.get(name))
        return undefined
      },
    })
    const tab = await openApplication(one)
    await tab.evaluate(async (headers) => {
      const { pass, restV2 } = window.api
      await pass.request(restV2.profile({ mvpd: 'Lumenwave', ...headers }))
    }, headers)

    expect(seen).toEqual([expect.stringMatching(/^\S+$/)])
    expect(one.emulator.log.map(({ status }) => status)).toEqual([201, 201, 200])
  })

  test.each([
    ['a service token', { serviceToken: jws }, 'serviceTokenSSO'],
    ['a platform’s token', { subjectToken: jws }, 'platformSSO'],
    ['Roku’s token', { rokuConnectToken: jws }, 'platformSSO'],
  ] as const)('%s signs in another application too', async (_, headers, type) => {
    const one = await scene()
    const [news, sports] = [await openApplication(one), await openApplication(one, 'sports')]
    expect(await typesOf(sports, headers)).toEqual([])
    await signIn(news, headers)

    expect(await typesOf(news, {})).toEqual(['Lumenwave regular'])
    expect(await typesOf(sports, headers)).toEqual([`Lumenwave ${type}`])
    expect(await typesOf(sports, {})).toEqual([])
  })

  test('a partner’s framework signs in, and its refusal means an ordinary sign-in', async () => {
    const tab = await openApplication(await scene())
    const result = await tab.evaluate(async (partnerFrameworkStatus) => {
      const { pass, restV2 } = window.api
      const partner = 'Apple'
      const asked = { partner, domainName: 'localhost', redirectUrl: location.href } as const
      const denied = {
        ...partnerFrameworkStatus,
        frameworkPermissionInfo: { accessStatus: 'denied' as const },
      }
      const fallback = await pass.request(
        restV2.partnerAuthenticationRequest({ ...asked, partnerFrameworkStatus: denied }),
      )
      const session = await pass.request(
        restV2.partnerAuthenticationRequest({ ...asked, partnerFrameworkStatus }),
      )
      // The framework would answer with its own SAML.
      const request = session.authenticationRequest?.request ?? ''
      const samlResponse = btoa(`<Response to="${request}"/>`)
      const { profiles } = await pass.request(
        restV2.createPartnerProfile({ partner, samlResponse, partnerFrameworkStatus }),
      )
      return [
        [fallback.actionName, fallback.reasonType, fallback.authenticationRequest],
        [session.actionName, session.actionType, request !== ''],
        profiles['Lumenwave']?.type,
      ]
    }, partnerFrameworkStatus)

    expect(result).toEqual([
      ['authenticate', 'pfs_fallback', undefined],
      ['partner_profile', 'direct', true],
      'appleSSO',
    ])
    expect(await typesOf(tab, { partnerFrameworkStatus })).toEqual(['Lumenwave appleSSO'])
  })

  test('a promotional TempPass has a separate limit for each identity', async () => {
    const tab = await openApplication(await scene())
    const authorize = (address: string, resources: string[]) =>
      tab.evaluate(
        async ({ address, resources }) => {
          const { pass, restV2 } = window.api
          const mvpd = 'SummerPass'
          const email = await restV2.hashIdentity(address)
          const { decisions } = await pass.request(
            restV2.authorize({ mvpd, resources, tempPassIdentity: { email } }),
          )
          return decisions.map(({ authorized, error }) => (authorized ? 'yes' : error?.code))
        },
        { address, resources },
      )

    expect(await authorize('ada@example.com', ['1', '2', '3', '4'])).toEqual([
      'yes',
      'yes',
      'yes',
      'temporary_access_resources_limit_exceeded',
    ])
    expect(await authorize('bob@example.com', ['4'])).toEqual(['yes'])
  })
})

describe('without a proxy', () => {
  test.each(optional)('%s fails the preflight, and nothing reaches the API', async (_, headers) => {
    const { count, openTab } = await scene()
    const tab = await openTab()
    const ask = (headers: PassHeaders) =>
      tab.evaluate(async (headers) => {
        const { pass, restV2 } = window.api
        const question = { mvpd: 'Saltmarsh', resources: ['News'], ...headers }
        return pass.request(restV2.preauthorize(question)).then(
          () => 'answered',
          (error: unknown) => {
            const { name, message, timedOut, retryable } = Object(error)
            return { name, message, timedOut, retryable }
          },
        )
      }, headers)

    expect(await ask(headers)).toEqual({
      name: 'PassNetworkError',
      message: expect.stringContaining('CORS'),
      timedOut: false,
      retryable: true,
    })
    expect(count('/preauthorize/Saltmarsh')).toBe(0)
    expect(await ask({})).toBe('answered')
    expect(count('/preauthorize/Saltmarsh')).toBe(1)
  })
})
