import type { PassClient } from 'react-adobe-pass'
import { authenticateUrl, createSession, type PassHeaders } from 'react-adobe-pass/rest-v2'

/** A viewer who opens the MVPD's login page, types a name, and comes back. */
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
  // Somebody who is signed in gets none.
  if (!code) return
  const login = await fetch(authenticateUrl(pass, { code }))
  const body = new URLSearchParams({ user: 'viewer', action: 'signIn' })
  await fetch(login.url, { method: 'POST', body, redirect: 'manual' })
}
