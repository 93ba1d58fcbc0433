import type { Belongs } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Profile } from './profiles.ts'
import type { UserMetadata } from './userMetadata.ts'

/** A token that shares a sign-in with other applications and devices. */
export interface SingleSignOnToken {
  readonly type: 'platformSSO' | 'serviceTokenSSO'
  readonly value: string
}

/** The viewer: a client on a device, and the tokens that share sign-ins. */
export interface Viewer {
  readonly client: string
  readonly device: string
  readonly tokens: readonly SingleSignOnToken[]
}

/** The profiles of clients and devices. */
export interface SignIns {
  readonly add: (viewer: Viewer, mvpd: string, profile: Profile) => void
  /** Like `add`, for the first device that asks. */
  readonly addToClient: (client: string, mvpd: string, profile: Profile) => void
  /**
   * Returns the viewer's profile with this MVPD: a valid one if there is one, else an expired one.
   */
  readonly find: (viewer: Viewer, mvpd: string) => Profile | undefined
  /** Returns the valid profiles, by MVPD. */
  readonly list: (viewer: Viewer) => Readonly<Record<string, Profile>>
  /** Adds metadata that the profile does not have yet. */
  readonly addMetadata: (viewer: Viewer, mvpd: string, metadata: UserMetadata) => void
  /** Ends a sign-in, also for viewers who share it. */
  readonly remove: (viewer: Viewer, mvpd: string) => void
  /** Ends the sign-ins of clients. */
  readonly removeOf: (belongs: Belongs) => void
  readonly clear: () => void
}

interface SignIn {
  readonly client: string
  /** The device identifier of the sign-in. Set by the first device that asks for it. */
  device: string | undefined
  readonly tokens: readonly SingleSignOnToken[]
  readonly mvpd: string
  profile: Profile
}

/** Creates an empty list of sign-ins. */
export function createSignIns(clock: Clock): SignIns {
  let signIns: SignIn[] = []

  const put = (signIn: SignIn) => {
    signIns = signIns.filter(
      ({ client, device, mvpd }) =>
        client !== signIn.client ||
        mvpd !== signIn.mvpd ||
        (device !== undefined && signIn.device !== undefined && device !== signIn.device),
    )
    signIns.push(signIn)
  }

  const isValid = ({ notAfter }: Profile) => clock.now() < notAfter

  const sharedToken = (signIn: SignIn, { tokens }: Viewer) =>
    tokens.find(({ type, value }) =>
      signIn.tokens.some((other) => other.type === type && other.value === value),
    )

  const profileFor = (signIn: SignIn, viewer: Viewer): Profile | undefined => {
    if (signIn.client === viewer.client) {
      // A changed device identifier signs the viewer out, as a changed client_id does.
      signIn.device ??= viewer.device
      if (signIn.device === viewer.device) return signIn.profile
    }
    const token = sharedToken(signIn, viewer)
    return token && { ...signIn.profile, type: token.type }
  }

  return {
    add: ({ client, device, tokens }, mvpd, profile) =>
      put({ client, device, tokens, mvpd, profile }),
    addToClient: (client, mvpd, profile) =>
      put({ client, device: undefined, tokens: [], mvpd, profile }),
    find: (viewer, mvpd) => {
      const found = signIns
        .filter((signIn) => signIn.mvpd === mvpd)
        .flatMap((signIn) => profileFor(signIn, viewer) ?? [])
      return found.find(isValid) ?? found[0]
    },
    list: (viewer) => {
      const valid: Record<string, Profile> = {}
      for (const signIn of signIns) {
        const profile = profileFor(signIn, viewer)
        if (profile && isValid(profile)) valid[signIn.mvpd] ??= profile
      }
      return valid
    },
    addMetadata: (viewer, mvpd, metadata) => {
      for (const signIn of signIns) {
        if (signIn.mvpd !== mvpd || !profileFor(signIn, viewer)) continue
        const { profile } = signIn
        signIn.profile = { ...profile, attributes: { ...metadata, ...profile.attributes } }
      }
    },
    remove: (viewer, mvpd) => {
      signIns = signIns.filter((signIn) => signIn.mvpd !== mvpd || !profileFor(signIn, viewer))
    },
    removeOf: (belongs) => {
      signIns = signIns.filter(({ client }) => !belongs(client))
    },
    clear: () => {
      signIns = []
    },
  }
}
