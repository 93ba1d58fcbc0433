import * as z from 'zod/mini'
import { checked } from './checked.ts'
import { createPassEmulator } from './createPassEmulator.ts'
import { emulatorShape } from './emulatorOptions.ts'
import { onlyFields } from './onlyFields.ts'
import type { PassEmulator } from './PassEmulator.ts'
import type { PassEmulatorOptions } from './PassEmulatorOptions.ts'

/** What {@link servePassEmulator} takes. */
export interface ServePassEmulatorOptions extends PassEmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`, which nobody else can reach. */
  readonly host?: string
  /** An emulator to serve, without options for another one; default: a new one made from the other options. */
  readonly emulator?: PassEmulator
}

/** An emulator that answers over HTTP. */
export interface ServedPassEmulator {
  /** Where it answers, such as `http://127.0.0.1:8787`. */
  readonly origin: string
  readonly emulator: PassEmulator
  /** Stops listening and cuts what is still connected. */
  readonly close: () => Promise<void>
}

const portNumber = 'a whole number from 0 to 65535 as `port`'

const serverShape = {
  port: z.optional(z.int(portNumber).check(z.gte(0, portNumber), z.lte(65_535, portNumber))),
  host: z.optional(z.string('a text as `host`')),
}

const serveOptions = onlyFields('its options', {
  ...serverShape,
  ...emulatorShape,
  emulator: z.optional(z.undefined()),
})

const serveOwnOptions = onlyFields('its options beside `emulator`', {
  ...serverShape,
  emulator: z.object(
    { handle: z.custom((value) => typeof value === 'function', 'an emulator as `emulator`') },
    'an emulator as `emulator`',
  ),
})

/**
 * Serves an emulator over HTTP, in Node. Nothing but the listening socket keeps the process alive.
 * Here a browser enforces CORS, devices are told apart by their remote address, and
 * `fail('network')` cuts the connection.
 *
 * @throws `TypeError` for an option that it does not know, and for a value of the wrong kind; Node's
 * error where it cannot listen, e.g. with the code `EADDRINUSE`.
 */
export async function servePassEmulator(
  options: ServePassEmulatorOptions = {},
): Promise<ServedPassEmulator> {
  if (options?.emulator === undefined) checked('servePassEmulator', serveOptions, options)
  else checked('servePassEmulator', serveOwnOptions, options)
  const { port = 0, host = '127.0.0.1', emulator: own, ...emulatorOptions } = options
  const emulator = own ?? createPassEmulator(emulatorOptions)
  // Only on demand, and not for webpack, which would look for node:http in a browser's bundle.
  const { listen } = await import(/* webpackIgnore: true */ './listen.ts')
  return { emulator, ...(await listen(emulator, { host, port })) }
}
