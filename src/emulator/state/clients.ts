import type { Clock } from './clock.ts'

/** One registration: its credentials. */
export interface ClientApplication {
  readonly id: string
  readonly secret: string
  /** Milliseconds since the epoch. */
  readonly issuedAt: number
  readonly redirectUris: readonly string[]
}

/** The clients that have registered with one emulator. */
export interface Clients {
  readonly register: (redirectUris: readonly string[]) => ClientApplication
  readonly find: (id: string) => ClientApplication | undefined
  readonly ids: () => Iterable<string>
  readonly clear: () => void
}

/** No clients yet. */
export function createClients(clock: Clock): Clients {
  const clients = new Map<string, ClientApplication>()
  return {
    register: (redirectUris) => {
      const client: ClientApplication = {
        id: crypto.randomUUID(),
        secret: crypto.randomUUID(),
        issuedAt: clock.now(),
        redirectUris,
      }
      clients.set(client.id, client)
      return client
    },
    find: (id) => clients.get(id),
    ids: () => clients.keys(),
    clear: () => clients.clear(),
  }
}
