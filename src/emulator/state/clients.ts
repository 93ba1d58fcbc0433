import type { Clock } from './clock.ts'

/** One registration: its credentials, and the application of its statement. */
export interface ClientApplication {
  readonly id: string
  readonly secret: string
  /** ms since the epoch. */
  readonly issuedAt: number
  readonly redirectUris: readonly string[]
  readonly application: string
}

/** Whether a client is one of those to change. */
export type Belongs = (clientId: string) => boolean

/** The clients that registered with one emulator. */
export interface Clients {
  readonly register: (redirectUris: readonly string[], application: string) => ClientApplication
  readonly find: (id: string) => ClientApplication | undefined
  readonly ids: () => readonly string[]
  /** Returns the application of a client, even of a revoked one. */
  readonly applicationOf: (id: string | null | undefined) => string | undefined
  readonly revoke: (belongs: Belongs) => void
  readonly clear: () => void
}

/** Creates an empty list of clients. */
export function createClients(clock: Clock): Clients {
  const clients = new Map<string, ClientApplication>()
  const revoked = new Set<string>()
  const ids = () => [...clients.keys()].filter((id) => !revoked.has(id))
  return {
    register: (redirectUris, application) => {
      const client: ClientApplication = {
        id: crypto.randomUUID(),
        secret: crypto.randomUUID(),
        issuedAt: clock.now(),
        redirectUris,
        application,
      }
      clients.set(client.id, client)
      return client
    },
    find: (id) => (revoked.has(id) ? undefined : clients.get(id)),
    ids,
    applicationOf: (id) => clients.get(id ?? '')?.application,
    revoke: (belongs) => {
      for (const id of ids().filter(belongs)) revoked.add(id)
    },
    clear: () => {
      clients.clear()
      revoked.clear()
    },
  }
}
