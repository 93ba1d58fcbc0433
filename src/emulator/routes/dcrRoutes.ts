import { Hono } from 'hono'
import type { EmulatorState } from '../state/emulatorState.ts'
import { methodNotAllowed } from './methodNotAllowed.ts'
import { register } from './register.ts'
import { token } from './token.ts'

/** Dynamic Client Registration: everything under `/o/client`. */
export const dcrRoutes = (state: EmulatorState): Hono =>
  new Hono()
    .post('/register', (c) => register(c.req.raw, state))
    .post('/token', (c) => token(c.req.raw, state))
    .all('/register', () => methodNotAllowed('POST'))
    .all('/token', () => methodNotAllowed('POST'))
