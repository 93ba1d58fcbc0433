import { Hono } from 'hono'
import { cors } from 'hono/cors'
import * as z from 'zod/mini'
import { checked } from '../checked.ts'
import { errorMessage } from '../errorMessage.ts'
import { finiteNumber } from '../finiteNumber.ts'
import type { EmulatedScope, PassEmulator } from '../PassEmulator.ts'
import { parseJson } from '../parseJson.ts'
import type { EmulatorState } from '../state/emulatorState.ts'
import { readScope } from '../state/planOptions.ts'
import { methodNotAllowed } from './methodNotAllowed.ts'

// JSON has no `undefined`: an argument that is left out before another is `null`.
const optionalString = z.nullish(z.string('a string'))

/** Missing means none; anything but a JSON array throws a `TypeError`. */
function parseArguments(body: string): readonly unknown[] {
  if (body.trim() === '') return []
  const json = parseJson(body)
  if (Array.isArray(json)) return json
  throw new TypeError('The body must be a JSON array of arguments, or empty')
}

/** The emulator's own handles over HTTP, everything under `/__emulator`. */
export function handleRoutes(emulator: PassEmulator, state: EmulatorState): Hono {
  const scope = (name: string, value: unknown): EmulatedScope => ({
    application: readScope(name, value ?? {}, state.statements.knows),
  })
  const handles: Readonly<Record<string, (args: readonly unknown[]) => void>> = {
    revokeTokens: ([whose]) => emulator.revokeTokens(scope('revokeTokens', whose)),
    revokeClients: ([whose]) => emulator.revokeClients(scope('revokeClients', whose)),
    revokeStatements: emulator.revokeStatements,
    fail: ([what, options]) => state.failures.add(what, options),
    amend: ([fields, options]) => state.amendments.add(fields, options),
    setTokenLifetime: ([seconds, whose]) =>
      emulator.setTokenLifetime(
        checked('setTokenLifetime', finiteNumber, seconds),
        scope('setTokenLifetime', whose),
      ),
    advance: ([ms]) => emulator.advance(checked('advance', finiteNumber, ms)),
    signIn: ([mvpd, whose]) =>
      emulator.signIn(checked('signIn', optionalString, mvpd) ?? undefined, scope('signIn', whose)),
    signOutElsewhere: ([whose]) => emulator.signOutElsewhere(scope('signOutElsewhere', whose)),
    reset: emulator.reset,
  }

  const app = new Hono().use(cors({ origin: '*', allowMethods: ['GET', 'POST'] }))

  // Over HTTP a page asks again after each reload, and is still the same application.
  app.get('/statement', async (c) =>
    c.text(await emulator.softwareStatement(c.req.query('application') ?? 'default')),
  )
  app.get('/log', (c) => c.json(emulator.log))
  app.on('POST', ['/statement', '/log'], () => methodNotAllowed('GET'))

  for (const [name, call] of Object.entries(handles)) {
    app.post(`/${name}`, async (c) => {
      const body = await c.req.text()
      try {
        call(parseArguments(body))
      } catch (error) {
        return c.json({ error: errorMessage(error) }, 400)
      }
      return c.body(null, 204)
    })
    app.get(`/${name}`, () => methodNotAllowed('POST'))
  }

  return app
}
