import type { PassClient } from '../../client/PassClient.ts'
import { perClient } from '../../client/perClient.ts'
import { attempt } from '../../platform/attempt.ts'
import { viewerOf } from './viewerOf.ts'

/** ms after the media token was handed out: the player's own requests must go first. */
const DELAY = 1_000

/**
 * Requests the profile with an MVPD again after an authorization, because some MVPDs send metadata
 * only then (REST API V2, rule V6a): once per page and sign-in, and never while an authorization is
 * running.
 */
export interface MetadataRefresh {
  /** An authorization starts. A running refresh is aborted. */
  readonly pause: () => void
  /** The authorization has ended. `permitted` is the MVPD that permitted it. */
  readonly resume: (permitted: string | undefined) => void
}

/** The metadata refresh of a client. */
export const metadataRefreshOf = perClient(createMetadataRefresh)

function createMetadataRefresh(pass: PassClient): MetadataRefresh {
  const { repository, ask } = viewerOf(pass)
  /** The sign-ins whose metadata was refreshed. */
  const done = new Set<string>()
  const wanted = new Set<string>()
  let authorizations = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  /** A key for the current sign-in with an MVPD. `undefined` if there is none. */
  const signInWith = (mvpd: string) =>
    repository.getState().record.answer?.profiles[mvpd] && `${repository.epoch()} ${mvpd}`

  const run = async () => {
    const { signal } = (running = new AbortController())
    for (const mvpd of wanted) {
      const signIn = signInWith(mvpd)
      if (signIn && !done.has(signIn)) {
        try {
          await ask({ mvpd, signal, keep: true })
          done.add(signIn)
        } catch {
          // Aborted by another authorization, or failed: the next permit tries again.
          if (signal.aborted) return
        }
      }
      wanted.delete(mvpd)
    }
  }

  return {
    pause() {
      authorizations++
      clearTimeout(timer)
      attempt(() => running?.abort())
    },
    resume(permitted) {
      if (permitted !== undefined) wanted.add(permitted)
      if (--authorizations || !wanted.size) return
      timer = setTimeout(run, DELAY)
    },
  }
}
