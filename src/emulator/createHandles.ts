import * as z from 'zod/mini'
import { checked } from './checked.ts'
import type { PassEmulator } from './PassEmulator.ts'
import type { EmulatorState } from './state/emulatorState.ts'
import { readScope } from './state/planOptions.ts'
import { createProfile } from './state/profiles.ts'

/** The names of the handles that are also available over HTTP. */
export type HandleName = Exclude<
  keyof PassEmulator,
  'fetch' | 'handle' | 'softwareStatement' | 'log'
>

/**
 * A handle whose arguments may come from JavaScript or over HTTP. They are checked at each call.
 */
export type Handle = (...args: readonly unknown[]) => void

const finiteNumber = (unit: 'ms' | 'seconds') => z.number(`a finite number of ${unit}`)
// JSON has no `undefined`: an omitted argument before another one is `null`.
const mvpdId = z.nullish(z.string('the id of an MVPD first, a text, and its options second'))

/** Returns `run` with a check that it does not get more arguments than it has parameters. */
function strict(name: string, run: Handle): Handle {
  const most = run.length
  return (...args) => {
    if (args.length > most) {
      const taken = ['no argument', 'one argument'][most] ?? `${most} arguments`
      throw new TypeError(`${name}() takes ${taken}, not ${args.length}`)
    }
    run(...args)
  }
}

/**
 * Creates the handles of an emulator. Each throws a `TypeError` that says what is wrong with its
 * arguments.
 */
export function createHandles(state: EmulatorState): Readonly<Record<HandleName, Handle>> {
  const { clients, clock, mvpds, pendingSignIns, signIns, statements, tokens } = state

  const applicationOf = (handle: string, scope: unknown) =>
    readScope(handle, scope, statements.knows)

  /** Returns a test for the clients of an application, or for all clients. */
  const clientsOf = (application: string | undefined) => (client: string) =>
    application === undefined || clients.applicationOf(client) === application

  /** Returns a test for the clients that a handle applies to. */
  const within = (handle: string, scope: unknown) => clientsOf(applicationOf(handle, scope))

  const signIn = (id: unknown, scope: unknown) => {
    const wanted = checked('signIn', mvpdId, id) ?? mvpds[0]?.id
    const mvpd = state.findMvpd(wanted)
    if (!mvpd) {
      const valid = mvpds.map((known) => known.id).join(', ')
      throw new TypeError(`signIn() does not know the MVPD ${wanted}; it knows: ${valid}`)
    }
    if (mvpd.kind === 'promotional') {
      throw new TypeError(
        `signIn() cannot sign in to ${wanted}: a promotional TempPass has no sign-in, its calls carry AP-TempPass-Identity`,
      )
    }
    const application = applicationOf('signIn', scope)
    const newProfile = () => createProfile(mvpd, clock.now())
    const registered = clients.ids().filter(clientsOf(application))
    for (const client of registered) signIns.addToClient(client, mvpd.id, newProfile())
    if (registered.length === 0) {
      pendingSignIns.add({ mvpd: mvpd.id, profile: newProfile() }, application)
    }
  }

  const signOutElsewhere = (scope: unknown) => {
    const application = applicationOf('signOutElsewhere', scope)
    signIns.removeOf(clientsOf(application))
    pendingSignIns.remove(application)
  }

  const handles: Readonly<Record<HandleName, Handle>> = {
    revokeTokens: (scope) => tokens.revoke(within('revokeTokens', scope)),
    revokeClients: (scope) => state.revokeClients(within('revokeClients', scope)),
    revokeStatements: () => statements.revoke(),
    fail: (what, options) => state.failures.add(what, options),
    amend: (fields, options) => state.amendments.add(fields, options),
    setTokenLifetime: (seconds, scope) =>
      tokens.setLifetime(
        checked('setTokenLifetime', finiteNumber('seconds'), seconds),
        applicationOf('setTokenLifetime', scope),
      ),
    advance: (ms) => clock.advance(checked('advance', finiteNumber('ms'), ms)),
    signIn,
    signOutElsewhere,
    reset: () => state.reset(),
  }
  const strictOnes = Object.entries(handles).map(([name, run]) => [name, strict(name, run)])
  return { ...handles, ...Object.fromEntries(strictOnes) }
}
