import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'
import type { Clock } from './clock.ts'
import { createProfile, type Profile } from './profiles.ts'

/** One registration: its credentials, and the profiles that hang on them. */
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
  readonly signIn: (mvpd: EmulatedMvpd) => void
  /** What is valid now for this client on this device, by MVPD. */
  readonly profiles: (id: string, device: string) => Readonly<Record<string, Profile>>
  readonly clear: () => void
}

interface SignIn {
  readonly profile: Profile
  /** The device identifier that it belongs to, once one has asked for it. */
  device: string | undefined
}

/** No clients yet. */
export function createClients(clock: Clock): Clients {
  const clients = new Map<string, ClientApplication>()
  const signIns = new Map<string, Map<string, SignIn>>()

  return {
    register: (redirectUris) => {
      const client: ClientApplication = {
        id: crypto.randomUUID(),
        secret: crypto.randomUUID(),
        issuedAt: clock.now(),
        redirectUris,
      }
      clients.set(client.id, client)
      signIns.set(client.id, new Map())
      return client
    },
    find: (id) => clients.get(id),
    signIn: (mvpd) => {
      for (const viewers of signIns.values()) {
        viewers.set(mvpd.id, { profile: createProfile(mvpd, clock.now()), device: undefined })
      }
    },
    profiles: (id, device) => {
      const found: Record<string, Profile> = {}
      for (const [mvpd, signIn] of signIns.get(id) ?? []) {
        // A changed device identifier signs the viewer out, as a changed client_id does.
        signIn.device ??= device
        const valid = clock.now() < signIn.profile.notAfter
        if (valid && signIn.device === device) found[mvpd] = signIn.profile
      }
      return found
    },
    clear: () => {
      clients.clear()
      signIns.clear()
    },
  }
}
