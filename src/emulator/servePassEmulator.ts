import { createPassEmulator } from './createPassEmulator.ts'
import type { PassEmulator } from './PassEmulator.ts'
import type { PassEmulatorOptions } from './PassEmulatorOptions.ts'

/** What {@link servePassEmulator} takes. */
export interface ServePassEmulatorOptions extends PassEmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`, which nobody else can reach. */
  readonly host?: string
  /** An emulator to serve; default: a new one made from the other options. */
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

/**
 * Serves an emulator over HTTP, in Node. Nothing but the listening socket keeps the process alive.
 * Here a browser enforces CORS, devices are told apart by their remote address, and
 * `fail('network')` cuts the connection.
 *
 * @throws Node's error where it cannot listen, e.g. with the code `EADDRINUSE`.
 */
export async function servePassEmulator(
  options: ServePassEmulatorOptions = {},
): Promise<ServedPassEmulator> {
  const { port = 0, host = '127.0.0.1', emulator = createPassEmulator(options) } = options
  // Only on demand, and not for webpack, which would look for node:http in a browser's bundle.
  const { listen } = await import(/* webpackIgnore: true */ './listen.ts')
  return { emulator, ...(await listen(emulator, { host, port })) }
}
