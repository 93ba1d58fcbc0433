import type { Profile } from './profiles.ts'

/** A sign-in that waits for a client. */
interface PendingSignIn {
  readonly mvpd: string
  readonly profile: Profile
}

/** The sign-ins that wait for the next client of an application, or of any. */
export interface PendingSignIns {
  /** Adds a sign-in. Without an application it waits for a client of any. */
  readonly add: (signIn: PendingSignIn, application: string | undefined) => void
  /** Removes and returns the sign-ins that wait for a client of this application. */
  readonly take: (application: string) => readonly PendingSignIn[]
  /** Ends the wait for clients of one application, or of all. */
  readonly remove: (application: string | undefined) => void
  readonly clear: () => void
}

interface Waiting {
  readonly signIn: PendingSignIn
  readonly application: string | undefined
  /** The applications that no longer get a sign-in that waits for any. */
  readonly except: readonly string[]
}

const isFor = ({ application, except }: Waiting, one: string) =>
  application === undefined ? !except.includes(one) : application === one

/** Creates an empty list of sign-ins that wait. */
export function createPendingSignIns(): PendingSignIns {
  let all: readonly Waiting[] = []
  const clear = () => {
    all = []
  }
  return {
    add: (signIn, application) => {
      all = [...all, { signIn, application, except: [] }]
    },
    take: (application) => {
      const taken = all.filter((waiting) => isFor(waiting, application))
      all = all.filter((waiting) => !taken.includes(waiting))
      return taken.map(({ signIn }) => signIn)
    },
    remove: (application) => {
      if (application === undefined) return clear()
      all = all
        .filter((waiting) => waiting.application !== application)
        .map((waiting) => ({ ...waiting, except: [...waiting.except, application] }))
    },
    clear,
  }
}
