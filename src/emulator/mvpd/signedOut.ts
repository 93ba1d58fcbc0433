import { html } from 'hono/html'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { isRedirectUrl } from '../routes/isRedirectUrl.ts'
import { page } from './page.ts'

/** The MVPD's logout page. Redirects to `redirectUrl`, or shows a message if there is none. */
export async function signedOut(request: Request, mvpd: EmulatedMvpd): Promise<Response> {
  const redirectUrl = new URL(request.url).searchParams.get('redirectUrl')
  if (redirectUrl !== null && isRedirectUrl(redirectUrl)) {
    return new Response(null, { status: 302, headers: { location: redirectUrl } })
  }
  return page(mvpd, { title: 'You are signed out', main: html`<p>You can close this page.</p>` })
}
