import { Hono } from 'hono'
import { checked } from './checked.ts'
import { createEdge } from './edge/createEdge.ts'
import { createPageFetch } from './edge/createPageFetch.ts'
import { edgePage } from './edge/edgePage.ts'
import { finiteNumber } from './finiteNumber.ts'
import { mvpdRoutes } from './mvpd/mvpdRoutes.ts'
import type { EmulatedScope, PassEmulator } from './PassEmulator.ts'
import type { PassEmulatorOptions } from './PassEmulatorOptions.ts'
import { apiRoutes } from './routes/apiRoutes.ts'
import { dcrRoutes } from './routes/dcrRoutes.ts'
import { handleRoutes } from './routes/handleRoutes.ts'
import { createEmulatorState } from './state/emulatorState.ts'
import { readScope } from './state/planOptions.ts'
import { createProfile } from './state/profiles.ts'

const page = 'page'

/**
 * Adobe Pass in memory, for tests, stories and development. It needs no network, holds no timer,
 * and makes its signing key when the first statement is asked for (about a tenth of a second, so
 * tests that share an emulator and `reset()` it are faster than tests that make their own).
 *
 * The pay-TV providers of its catalogue each behave in their own way, see `EmulatedMvpdKind`:
 * `Lumenwave` (`login`, and the only one with Apple's single sign-on), `CedarHollow` (`no-logout`),
 * `TidepoolTV` (`slow`), `Quillstone` (`password`), `MarigoldVision` (`unsteady`), `FernbrookSat`
 * (`denying`), `Saltmarsh` (`authn-all`), `OwlCreekCoop` (`authz-all`), `Pebblecast` (`authz-none`),
 * `FreePreview` (`temporary`), and `SummerPass` (`promotional`), which is not in the configuration.
 * Their user metadata differs too, see `EmulatedMetadata`: `MarigoldVision` (`encrypted`),
 * `Pebblecast` (`booleans-as-texts`), `Quillstone` (`after-authorization`).
 * A session's `url` leads to a provider's login form under `/mvpd`, which takes any user name.
 *
 * What a provider says to a resource goes by the resource's name, in any letter case: `denied` in it
 * is not in the viewer's package, `parental` meets parental controls, `hba` home-based authentication,
 * `retry` (or `retry3`) a connection that fails the first two (three) times. The rest is permitted.
 * Any other refusal comes from `fail(code, { on: 'decision' })`.
 */
export function createPassEmulator(options: PassEmulatorOptions = {}): PassEmulator {
  const state = createEmulatorState(options)
  const { clients, clock, failures, mvpds, signIns, statements, tokens } = state

  const routes = new Hono()
    .route('/o/client', dcrRoutes(state))
    .route('/api/v2', apiRoutes(state))
    .route('/mvpd', mvpdRoutes(state))
    .notFound(() => edgePage(404, 'Not Found'))
  const edge = createEdge(routes, state, options)

  /** Tells the clients that a handle reaches from the others. */
  const within = (handle: string, scope: EmulatedScope = {}) => {
    const application = readScope(handle, scope, statements.knows)
    return (client: string) =>
      application === undefined || clients.applicationOf(client) === application
  }

  const handle: PassEmulator['handle'] = async (request, { device = page } = {}) =>
    new URL(request.url).pathname.startsWith('/__emulator/')
      ? handles.fetch(request)
      : edge(request, device)

  const emulator: PassEmulator = {
    fetch: createPageFetch({
      handle,
      takeForPreflight: () => state.buckets.takeForPreflight(page),
      allowAllHeaders: options.allowAllHeaders ?? false,
    }),
    handle,
    softwareStatement: statements.issue,
    get log() {
      return state.callLog.calls
    },
    revokeTokens: (scope) => tokens.revoke(within('revokeTokens', scope)),
    revokeClients: (scope) => state.revokeClients(within('revokeClients', scope)),
    revokeStatements: statements.revoke,
    fail: failures.add,
    amend: state.amendments.add,
    setTokenLifetime: (seconds, scope = {}) =>
      tokens.setLifetime(
        checked('setTokenLifetime', finiteNumber, seconds),
        readScope('setTokenLifetime', scope, statements.knows),
      ),
    advance: (ms) => clock.advance(checked('advance', finiteNumber, ms)),
    signIn: (id = mvpds[0]?.id, scope = {}) => {
      const mvpd = state.findMvpd(id)
      if (!mvpd) {
        const valid = mvpds.map((known) => known.id).join(', ')
        throw new TypeError(`signIn() does not know the MVPD ${id}; it knows: ${valid}`)
      }
      for (const client of clients.ids().filter(within('signIn', scope))) {
        signIns.addToClient(client, mvpd.id, createProfile(mvpd, clock.now()))
      }
    },
    signOutElsewhere: (scope) => signIns.removeOf(within('signOutElsewhere', scope)),
    reset: state.reset,
  }
  const handles = new Hono().route('/__emulator', handleRoutes(emulator, state))
  return emulator
}
