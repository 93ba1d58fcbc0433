import { Hono } from 'hono'
import * as z from 'zod/mini'
import { checked } from './checked.ts'
import { createHandles } from './createHandles.ts'
import { createEdge } from './edge/createEdge.ts'
import { createPageFetch } from './edge/createPageFetch.ts'
import { edgePage } from './edge/edgePage.ts'
import { checkEmulatorOptions } from './emulatorOptions.ts'
import { mvpdRoutes } from './mvpd/mvpdRoutes.ts'
import { onlyFields } from './onlyFields.ts'
import type { PassEmulator } from './PassEmulator.ts'
import type { PassEmulatorOptions } from './PassEmulatorOptions.ts'
import { apiRoutes } from './routes/apiRoutes.ts'
import { dcrRoutes } from './routes/dcrRoutes.ts'
import { frontPage } from './routes/frontPage.ts'
import { handleRoutes } from './routes/handleRoutes.ts'
import { methodNotAllowed } from './routes/methodNotAllowed.ts'
import { createEmulatorState } from './state/emulatorState.ts'

const page = 'page'

const applicationName = z.optional(z.string('the name of an application, a text'))
const handleOptions = onlyFields('its options', {
  device: z.optional(z.string('a text as `device`')),
})

/**
 * Creates Adobe Pass in memory, for tests, stories and development. It needs no network and holds
 * no timer. It creates its signing key for the first statement, which takes about 0.1 s: tests that
 * share an emulator and `reset()` it are faster than tests that create their own.
 *
 * Each pay-TV provider of its catalogue behaves differently, see `EmulatedMvpdKind`: `Lumenwave`
 * (`login`, and the only one with Apple's single sign-on), `CedarHollow` (`no-logout`),
 * `TidepoolTV` (`slow`), `Quillstone` (`password`), `MarigoldVision` (`unsteady`), `FernbrookSat`
 * (`denying`), `Saltmarsh` (`authn-all`), `OwlCreekCoop` (`authz-all`), `Pebblecast`
 * (`authz-none`), `FreePreview` (`temporary`), and `SummerPass` (`promotional`), which is not in
 * the configuration. Their user metadata differs too, see `EmulatedMetadata`: `MarigoldVision`
 * (`encrypted`), `Pebblecast` (`booleans-as-texts`), `Quillstone` (`after-authorization`). A
 * session's `url` leads to a provider's login form under `/mvpd`, which accepts any user name.
 *
 * The name of a resource decides how a provider answers, in any letter case: `denied` is not in the
 * viewer's package, `parental` is blocked by parental controls, `hba` by home-based authentication,
 * and `retry` (or `retry3`) fails the first two (three) times with a connection error. All other
 * resources are permitted. For any other refusal use `fail(code, { on: 'decision' })`.
 *
 * @throws `TypeError` for an unknown option, and for a value of the wrong type.
 *
 * @example
 * const emulator = createPassEmulator()
 * const pass = createPassClient({
 *   fetch: emulator.fetch,
 *   softwareStatement: await emulator.softwareStatement(),
 *   serviceProvider: 'REF30',
 *   store: memoryStore(),
 * })
 * emulator.signIn('Lumenwave') // the viewer is signed in
 * emulator.fail('429') // the next call is throttled
 */
export function createPassEmulator(options: PassEmulatorOptions = {}): PassEmulator {
  checkEmulatorOptions(options)
  const state = createEmulatorState(options)
  const { reset, ...handles } = createHandles(state)

  const routes = new Hono()
    .route('/o/client', dcrRoutes(state))
    .route('/api/v2', apiRoutes(state))
    .route('/mvpd', mvpdRoutes(state))
    .notFound(() => edgePage(404, 'Not Found'))
  const edge = createEdge(routes, state, options)

  const softwareStatement: PassEmulator['softwareStatement'] = async (application) =>
    state.statements.issue(checked('softwareStatement', applicationName, application))

  const own = new Hono()
    .get('/', (c) => frontPage(c.req.raw, state))
    .all('/', () => methodNotAllowed('GET'))
    .route(
      '/__emulator',
      handleRoutes({ softwareStatement, log: state.callLog.calls }, { ...handles, reset }),
    )

  const handle: PassEmulator['handle'] = async (request, given = {}) => {
    const { device = page } = checked('handle', handleOptions, given)
    const { pathname } = new URL(request.url)
    const isOwn = /^\/(__emulator(\/.*)?)?$/.test(pathname)
    return isOwn ? own.fetch(request) : edge(request, device)
  }

  return {
    fetch: createPageFetch({
      handle,
      takeForPreflight: () => state.buckets.takeForPreflight(page),
      allowAllHeaders: options.allowAllHeaders ?? false,
    }),
    handle,
    softwareStatement,
    get log() {
      return state.callLog.calls
    },
    ...handles,
    // Test frameworks pass their own arguments: `beforeEach(emulator.reset)`.
    reset: () => reset(),
  }
}
