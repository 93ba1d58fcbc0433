import type { CallTarget } from './emulator.ts'
import { hidden, masked } from './masked.ts'

/** The parts of a client's request that stories show. */
export interface Call {
  readonly method: string
  /** Includes the host if the origin is not the usual one. */
  readonly path: string
  readonly target: CallTarget
  /** What it sends, with secrets masked. */
  readonly carries: string
}

const targets: Readonly<Record<string, CallTarget>> = {
  '/o/client/register': 'register',
  '/o/client/token': 'token',
}

/** Headers of REST API V2 that identify the viewer. */
const optionalHeaders = [
  'AP-TempPass-Identity',
  'Adobe-Subject-Token',
  'X-Roku-Reserved-Roku-Connect-Token',
  'AD-Service-Token',
  'AP-Partner-Framework-Status',
]

/** Reads the arguments of `fetch`. The path omits `usualOrigin`. */
export function readCall(
  input: RequestInfo | URL,
  init: RequestInit = {},
  usualOrigin: string,
): Call {
  const { origin, host, pathname, search } = new URL(input instanceof Request ? input.url : input)
  const target = targets[pathname] ?? 'api'
  const headers = new Headers(init.headers)
  const token = headers.get('authorization')?.replace('Bearer ', '')
  const optional = optionalHeaders.filter((name) => headers.has(name))
  const form = new URLSearchParams(
    target === 'token' && typeof init.body === 'string' ? init.body : '',
  )
  const clientId = form.get('client_id') ?? undefined
  const carries = {
    register: `software_statement=${hidden}`,
    token: `client_id=${masked(clientId)} client_secret=${hidden}`,
    api: [`Authorization: Bearer ${masked(token)}`, ...optional].join(', '),
  }
  return {
    method: init.method ?? 'GET',
    path: (origin === usualOrigin ? '' : host) + pathname + search,
    target,
    carries: carries[target],
  }
}
