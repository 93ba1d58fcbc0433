import * as z from 'zod/mini'
import { checked } from './checked.ts'
import { createPassEmulator } from './createPassEmulator.ts'
import { emulatorShape } from './emulatorOptions.ts'
import { onlyFields } from './onlyFields.ts'
import type { PassEmulator } from './PassEmulator.ts'
import type { PassEmulatorOptions } from './PassEmulatorOptions.ts'

/** The options of {@link servePassEmulator}. */
export interface ServePassEmulatorOptions extends PassEmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`, which other machines cannot reach. */
  readonly host?: string
  /**
   * The emulator to serve; options for a new one are then not allowed. Default: a new emulator from
   * the other options.
   */
  readonly emulator?: PassEmulator
}

/** An emulator that is served over HTTP. */
export interface ServedPassEmulator {
  /** The origin, such as `http://127.0.0.1:8787`. */
  readonly origin: string
  /** The emulator that is served, with its handles. */
  readonly emulator: PassEmulator
  /** Stops listening and closes all connections. */
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
 * Serves an emulator over HTTP, in Node. Only the listening socket keeps the process alive. Here
 * the browser enforces CORS, devices are distinguished by their remote address, and
 * `fail('network')` cuts the connection.
 *
 * @throws `TypeError` for an unknown option, and for a value of the wrong type; Node's error if it
 * cannot listen, e.g. with the code `EADDRINUSE`.
 *
 * @example
 * const { origin, emulator, close } = await servePassEmulator({ port: 8787 })
 * console.log(`Adobe Pass plays at ${origin}`)
 * emulator.fail('network') // the next call fails
 * await close()
 */
export async function servePassEmulator(
  options: ServePassEmulatorOptions = {},
): Promise<ServedPassEmulator> {
  if (options?.emulator === undefined) checked('servePassEmulator', serveOptions, options)
  else checked('servePassEmulator', serveOwnOptions, options)
  const { port = 0, host = '127.0.0.1', emulator: own, ...emulatorOptions } = options
  const emulator = own ?? createPassEmulator(emulatorOptions)
  // Import it on demand, and hide it from webpack, which would look for `node:http` in a browser
  // bundle.
  const { listen } = await import(/* webpackIgnore: true */ './listen.ts')
  return { emulator, ...(await listen(emulator, { host, port })) }
}
