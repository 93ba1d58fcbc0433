import type { CallTarget } from './emulator.ts'
import { environment } from './environment.ts'
import { hidden, masked } from './masked.ts'

/** One request of the client, as far as a story looks at it. */
export interface Call {
  readonly method: string
  /** With its host, where that is not the usual one. */
  readonly path: string
  readonly target: CallTarget
  /** The access token that it carries. */
  readonly token: string | undefined
  /** The client that asks for a token. */
  readonly clientId: string | undefined
  /** What it carries, fit to be shown. */
  readonly carries: string
}

const targets: Readonly<Record<string, CallTarget>> = {
  '/o/client/register': 'register',
  '/o/client/token': 'token',
}

/** Reads what `fetch` is called with. */
export function readCall(input: RequestInfo | URL, init: RequestInit = {}): Call {
  const { origin, host, pathname, search } = new URL(input instanceof Request ? input.url : input)
  const target = targets[pathname] ?? 'api'
  const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '')
  const form = new URLSearchParams(
    target === 'token' && typeof init.body === 'string' ? init.body : '',
  )
  const clientId = form.get('client_id') ?? undefined
  const carries = {
    register: `software_statement=${hidden}`,
    token: `client_id=${masked(clientId)} client_secret=${hidden}`,
    api: `Authorization: Bearer ${masked(token)}`,
  }
  return {
    method: init.method ?? 'GET',
    path: (origin === environment.origin ? '' : host) + pathname + search,
    target,
    token,
    clientId,
    carries: carries[target],
  }
}
