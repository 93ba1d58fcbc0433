import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import { readForm } from '../routes/readForm.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { createProfile } from '../state/profiles.ts'
import { loginPage, noSessionPage } from './loginPage.ts'
import { slowness } from './slowness.ts'

/**
 * The MVPD's login page. A GET shows the form. A POST signs in the client and device of the
 * session, or nobody if it is cancelled, and redirects to `redirectUrl`.
 */
export async function login(
  request: Request,
  mvpd: EmulatedMvpd,
  state: EmulatorState,
): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const session = state.sessions.find(
    searchParams.get('serviceProvider') ?? '',
    searchParams.get('code') ?? '',
  )
  const { mvpd: chosen, redirectUrl } = session?.parameters ?? {}
  if (!session || chosen !== mvpd.id || redirectUrl === undefined) return noSessionPage(mvpd)

  await slowness(mvpd, state)
  if (request.method === 'GET') return loginPage(mvpd)

  const form = await readForm(request)
  if (form.get('action') !== 'cancel') {
    const user = form.get('user')?.trim() ?? ''
    if (user === '') {
      return loginPage(mvpd, { user, alert: 'Enter your user name.', status: 400 })
    }
    if (kindOf(mvpd) === 'password' && form.get('password') === 'wrong') {
      const alert = 'The user name or the password is wrong.'
      return loginPage(mvpd, { user, alert, status: 401 })
    }
    state.signIns.add(session.viewer, mvpd.id, createProfile(mvpd, state.clock.now()))
  }
  return new Response(null, { status: 302, headers: { location: redirectUrl } })
}
