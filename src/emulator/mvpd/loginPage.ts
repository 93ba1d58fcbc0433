import { html } from 'hono/html'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { page } from './page.ts'

/** The state of a form that is shown again after an error. */
export interface LoginRefusal {
  readonly user: string
  readonly alert: string
  readonly status: number
}

/** Returns the MVPD's login form. It posts to its own URL. */
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

/** Returns the login page for a code without a valid session. */
export const noSessionPage = (mvpd: EmulatedMvpd): Promise<Response> =>
  page(mvpd, {
    title: 'This sign-in is over',
    status: 400,
    main: html`<p>The code is unknown or has expired. Go back to the application and begin again.</p>`,
  })
