import type { ClientApplication } from '../state/clients.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

/** A call of REST API V2 whose token and service provider are in order. */
export interface ApiCall {
  readonly request: Request
  readonly client: ClientApplication
  readonly serviceProvider: string
  /** The other parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** One operation of REST API V2: where it is, and what it answers. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST'
  /** Under `/api/v2`, with Hono's `:name` for parameters; it starts with `/:serviceProvider`. */
  readonly path: string
  readonly answer: (call: ApiCall, state: EmulatorState) => Response | Promise<Response>
}
