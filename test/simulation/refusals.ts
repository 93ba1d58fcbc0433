import type { Answered, Sent } from './network.ts'
import { parseFields } from './record.ts'

const CLIENT_UNKNOWN = 'invalid_access_token_client_application'

/** An answer of the server to a tab that says that a client is not valid. */
interface Refusal {
  readonly tab: number
  readonly kind: string
  readonly answered: number
  readonly heard: number
}

/** Records the server's refusals of clients. */
export function createRefusals() {
  const refusals = new Map<string, readonly Refusal[]>()
  const of = (client: string) => refusals.get(client) ?? []

  return {
    /** A tab has received this answer about this client. */
    hear({ tab, target }: Sent, { status, text, at }: Answered, client: string, heard: number) {
      const { error, code } = parseFields(text)
      const kind = target === 'api' ? code : error
      if (target === 'token' && status < 300) {
        const others = of(client).filter((one) => one.tab !== tab || one.kind === CLIENT_UNKNOWN)
        refusals.set(client, others)
      }
      const counts =
        target === 'api'
          ? status === 401 && kind === CLIENT_UNKNOWN
          : (status === 400 || status === 401) && kind === 'invalid_client'
      if (!counts) return
      refusals.set(client, [...of(client), { tab, kind: String(kind), answered: at, heard }])
    },
    /** Whether a tab was refused twice, the second time at least 1 s after it heard the first. */
    areConfirmed: (client: string): boolean =>
      of(client).some((first) =>
        of(client).some(
          ({ tab, kind, answered }) =>
            tab === first.tab && kind === first.kind && answered - first.heard >= 1_000,
        ),
      ),
  }
}
