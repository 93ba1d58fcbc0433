import type { ClientApplication } from '../state/clients.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

/** A call of REST API V2 with a valid token and service provider. */
export interface ApiCall {
  readonly request: Request
  readonly client: ClientApplication
  readonly serviceProvider: string
  /** The other parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** One operation of REST API V2: its method and path, and its response. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST'
  /**
   * The path under `/api/v2`, with Hono's `:name` for parameters. It starts with
   * `/:serviceProvider`.
   */
  readonly path: string
  readonly answer: (call: ApiCall, state: EmulatorState) => Response | Promise<Response>
}
