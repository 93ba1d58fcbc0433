import { Hono } from 'hono'
import { edgePage } from '../edge/edgePage.ts'
import { methodNotAllowed } from '../routes/methodNotAllowed.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { login } from './login.ts'
import { signedOut } from './signedOut.ts'

/** The MVPDs' websites: everything under `/mvpd`. */
export const mvpdRoutes = (state: EmulatorState): Hono =>
  new Hono()
    .on(['GET', 'POST'], '/:mvpd/login', (c) => {
      const mvpd = state.findMvpd(c.req.param('mvpd'))
      return mvpd ? login(c.req.raw, mvpd, state) : edgePage(404, 'Not Found')
    })
    .get('/:mvpd/logout', (c) => {
      const mvpd = state.findMvpd(c.req.param('mvpd'))
      return mvpd ? signedOut(c.req.raw, mvpd) : edgePage(404, 'Not Found')
    })
    .all('/:mvpd/logout', () => methodNotAllowed('GET'))
    .all('/:mvpd/login', () => methodNotAllowed('GET', 'POST'))
