import { createPassEmulator } from 'react-adobe-pass/emulator'
import {
  authenticateUrl,
  authorize,
  createPartnerProfile,
  createSession,
  logout,
  partnerAuthenticationRequest,
  preauthorize,
  profile,
  profileForCode,
  resumeSession,
  sessionStatus,
} from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { answerDifferences, note, present, requestDifferences } from './contracts.ts'
import { emulator, recorded } from './testbed.ts'

const redirectUrl = 'https://app.example/back'
const partnerFrameworkStatus = {
  frameworkPermissionInfo: { accessStatus: 'granted' as const },
  frameworkProviderInfo: { id: 'lumenwave_apple', expirationDate: '4102444800000' },
}

/** Opens the URL as the viewer does, and submits the MVPD's form. */
async function signInAtMvpd(url: string) {
  const login = await emulator.fetch(url, { redirect: 'manual' })
  const form = new URL(String(login.headers.get('location')), url)
  expect(await (await emulator.fetch(form)).text()).toContain('name="user"')
  const body = new URLSearchParams({ user: 'viewer', password: 'right', action: 'signIn' })
  return emulator.fetch(form, { method: 'POST', body, redirect: 'manual' })
}

describe.skipIf(!present)(`the whole journey, compared with Adobe’s contracts${note}`, () => {
  it('goes from picking a provider to a media token and to the logout', async () => {
    const { pass, last } = await recorded()
    const session = await pass.request(
      createSession({ mvpd: 'Lumenwave', domainName: 'app.example', redirectUrl }),
    )
    expect(session.actionName).toBe('authenticate')
    expect(requestDifferences(last('/sessions'))).toEqual([])
    expect(answerDifferences(last('/sessions'))).toEqual([])

    const { code = '' } = session
    await pass.request(sessionStatus({ code }))
    expect(requestDifferences(last(`/sessions/${code}`))).toEqual([])
    // The documentation's samples have null for unrecognised device fields.
    const unknown = /^answer\/device\/\S+ must be (string|object)$/
    expect(
      answerDifferences(last(`/sessions/${code}`)).filter((line) => !unknown.test(line)),
    ).toEqual([])

    const back = await signInAtMvpd(authenticateUrl(pass, { code }))
    expect(back.status).toBe(302)

    const { profiles } = await pass.request(profileForCode({ code }))
    expect(Object.keys(profiles)).toEqual(['Lumenwave'])
    expect(requestDifferences(last(`/code/${code}`))).toEqual([])
    await pass.request(profile({ mvpd: 'Lumenwave' }))
    expect(requestDifferences(last('/profiles/Lumenwave'))).toEqual([])

    const { decisions } = await pass.request(
      preauthorize({ mvpd: 'Lumenwave', resources: ['news', 'denied-sports'] }),
    )
    expect(decisions.map(({ authorized }) => authorized)).toEqual([true, false])
    expect(requestDifferences(last('/preauthorize/Lumenwave'))).toEqual([])

    const [decision] = (await pass.request(authorize({ mvpd: 'Lumenwave', resources: ['news'] })))
      .decisions
    expect(decision?.token?.serializedToken).toBeTruthy()
    expect(requestDifferences(last('/authorize/Lumenwave'))).toEqual([])
    expect(answerDifferences(last('/authorize/Lumenwave'))).toEqual([
      // The documentation has this field.
      'answer/decisions/0/token must NOT have additional properties issuedAt',
    ])

    const { logouts } = await pass.request(logout({ mvpd: 'Lumenwave', redirectUrl }))
    expect(logouts.Lumenwave?.actionName).toBe('logout')
    expect(requestDifferences(last('/logout/Lumenwave'))).toEqual([])
    expect(answerDifferences(last('/logout/Lumenwave'))).toEqual([])
    expect((await pass.request(profile({ mvpd: 'Lumenwave' }))).profiles).toEqual({})
  })

  it('resumes a session with its missing parameters', async () => {
    const { pass, last } = await recorded()
    const { code = '', missingParameters } = await pass.request(createSession())
    expect([...missingParameters].sort()).toEqual(['domainName', 'mvpd', 'redirectUrl'])
    const resumed = await pass.request(
      resumeSession({ code, mvpd: 'Lumenwave', domainName: 'app.example', redirectUrl }),
    )
    expect(resumed).toMatchObject({ actionName: 'authenticate', missingParameters: [] })
    expect(requestDifferences(last(`/sessions/${code}`))).toEqual([])
    expect(answerDifferences(last(`/sessions/${code}`))).toEqual([])
  })

  it('signs in with a partner if Adobe allows the partner header in CORS', async () => {
    const { pass, last } = await recorded({}, createPassEmulator({ allowAllHeaders: true }))
    const session = await pass.request(
      partnerAuthenticationRequest({
        partner: 'Apple',
        domainName: 'app.example',
        redirectUrl,
        partnerFrameworkStatus,
      }),
    )
    expect(session.authenticationRequest?.request).toBeTruthy()
    const { profiles } = await pass.request(
      createPartnerProfile({
        partner: 'Apple',
        samlResponse: btoa('<saml/>'),
        partnerFrameworkStatus,
      }),
    )
    expect(Object.values(profiles).map(({ type }) => type)).toEqual(['appleSSO'])
    expect(requestDifferences(last('/sessions/sso/Apple'))).toEqual([])
    expect(requestDifferences(last('/profiles/sso/Apple'))).toEqual([])
  })
})
