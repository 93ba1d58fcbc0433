import { html } from 'hono/html'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { page } from './page.ts'

/** What a refused form is shown again with. */
export interface LoginRefusal {
  readonly user: string
  readonly alert: string
  readonly status: number
}

/** The MVPD's login form; it posts to its own address. */
export const loginPage = (mvpd: EmulatedMvpd, refusal?: LoginRefusal): Promise<Response> =>
  page(mvpd, {
    title: 'Sign in',
    status: refusal?.status ?? 200,
    main: html`<p>to watch TV with ${mvpd.displayName}. Any user name will do.</p>
${refusal && html`<p role="alert" id="alert">${refusal.alert}</p>`}
<form method="post">
<label for="user">User name</label>
<input id="user" name="user" autocomplete="username" value="${refusal?.user ?? ''}" required autofocus ${refusal ? html`aria-describedby="alert"` : ''}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<button name="action" value="signIn">Sign in</button>
<button name="action" value="cancel" formnovalidate>Cancel</button>
</form>`,
  })

/** What a login page shows where there is no session to sign in. */
export const noSessionPage = (mvpd: EmulatedMvpd): Promise<Response> =>
  page(mvpd, {
    title: 'This sign-in is over',
    status: 400,
    main: html`<p>The code is unknown or has expired. Go back to the application and begin again.</p>`,
  })
