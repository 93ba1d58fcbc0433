import type { PassClient } from '../client/PassClient.ts'
import type { Profiles } from '../rest-v2/profiles.ts'
import { profilesOf } from './profileQuestion.ts'
import { viewerOf } from './viewerOf.ts'

/**
 * Asks who is signed in, unless that was answered after `since` (ms since the epoch): with `mvpd`,
 * where the viewer is known to be signed in with it. Several that ask at once share one call.
 */
export function askAgain(pass: PassClient, mvpd: string, since: number): void {
  const { repository, queryClient, ask, question } = viewerOf(pass)
  const { answer, answeredAt = 0 } = repository.getState().record
  if (answeredAt > since) return
  const about = answer?.profiles[mvpd] && {
    queryKey: ['profile', mvpd],
    queryFn: () => ask({ mvpd }),
    gcTime: 0,
  }
  // What goes wrong is in the state of the query.
  queryClient.query({ ...question, ...about, staleTime: -Infinity }).catch(() => {})
}

/**
 * Takes over what a sign-in or a sign-out has led to: profiles that are gone, and such that were
 * found. `chosen` is the MVPD that is in use from now on. Resolves, and is shown, once that is stored;
 * or storing has failed, and `storage-unavailable` was raised.
 */
export function changeProfiles(
  pass: PassClient,
  gone: readonly string[],
  found: Profiles['profiles'] = {},
  chosen?: string,
): Promise<void> {
  return viewerOf(pass).commit({ gone, found, chosen, at: Date.now() })
}

/**
 * Makes the page that loads next ask who is signed in, where it is known that nobody is: that has no
 * time from now on. Stored once `viewerStored` resolves.
 */
export function doubtNobody(pass: PassClient): void {
  void viewerOf(pass).repository.change((record) =>
    record.answer && !profilesOf(record).length ? { ...record, answeredAt: 0 } : record,
  )
}

/**
 * The MVPDs with which the viewer is signed in, the one in use first: as memory has them, else the
 * store, else the server.
 */
export async function knownMvpds(pass: PassClient): Promise<readonly string[]> {
  const { repository, queryClient, question, readOnce } = viewerOf(pass)
  const known = () => profilesOf(repository.getState().record).map(({ mvpd }) => mvpd)
  await readOnce()
  if (known().length) return known()
  await queryClient.query(question)
  // A degraded MVPD lets the viewer in, and may name no profile.
  const { chosen } = repository.getState().record
  return known().length || !chosen ? known() : [chosen]
}
