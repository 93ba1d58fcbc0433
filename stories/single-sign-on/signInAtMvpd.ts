import type { PassClient } from 'react-adobe-pass'
import { authenticateUrl, createSession, type PassHeaders } from 'react-adobe-pass/rest-v2'
import { fetchPass } from '../kit/fetchPass.ts'

/** Signs in like a viewer who opens the MVPD's login page and enters a name. */
export async function signInAtMvpd(
  pass: PassClient,
  mvpd: string,
  headers: PassHeaders,
): Promise<void> {
  const { code } = await pass.request(
    createSession({
      mvpd,
      domainName: window.location.hostname,
      redirectUrl: window.location.href,
      ...headers,
    }),
  )
  // There is no code if the viewer is already signed in.
  if (!code) return
  const login = await fetchPass(authenticateUrl(pass, { code }))
  const body = new URLSearchParams({ user: 'viewer', action: 'signIn' })
  // Only a browser follows a redirect by itself.
  const url = login.headers.get('location') ?? login.url
  await fetchPass(url, { method: 'POST', body, redirect: 'manual' })
}
