import type { Clock } from './clock.ts'

/** One registration: its credentials, and the application that its statement names. */
export interface ClientApplication {
  readonly id: string
  readonly secret: string
  /** Milliseconds since the epoch. */
  readonly issuedAt: number
  readonly redirectUris: readonly string[]
  readonly application: string
}

/** Whether a client is one of those that are meant. */
export type Belongs = (clientId: string) => boolean

/** The clients that have registered with one emulator. */
export interface Clients {
  readonly register: (redirectUris: readonly string[], application: string) => ClientApplication
  readonly find: (id: string) => ClientApplication | undefined
  readonly ids: () => readonly string[]
  /** Of a client that has been revoked too. */
  readonly applicationOf: (id: string | null | undefined) => string | undefined
  readonly revoke: (belongs: Belongs) => void
  readonly clear: () => void
}

/** No clients yet. */
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
