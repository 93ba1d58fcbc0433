import type { UseQueryOptions } from '@tanstack/react-query'
import type { PassClient } from '../../client/PassClient.ts'
import type { PassError } from '../../errors/PassError.ts'
import type { Decision } from '../../rest-v2/decisions.ts'
import { PREAUTHORIZED } from '../viewer/createViewer.ts'
import { profilesOf } from '../viewer/profileQuestion.ts'
import type { ViewerState } from '../viewer/viewerRepository.ts'
import { preauthorizerOf } from './preauthorizerOf.ts'

const FIVE_MINUTES = 300_000

/** The resources to ask about, and the MVPD of the viewer. */
interface Catalogue {
  readonly mvpd: string
  readonly resources: readonly string[]
}

/** Returns one query per resource of a catalogue, for the viewer's query client. */
export function preauthorizations(
  pass: PassClient,
  { record, registration }: ViewerState,
  { mvpd, resources }: Catalogue,
): UseQueryOptions<Decision, PassError>[] {
  // Distinguishes viewers: the next one to sign in with the MVPD has a later `notBefore`.
  const viewer = profilesOf(record).find((one) => one.mvpd === mvpd)
  const since = viewer?.type === 'degraded' ? 0 : viewer?.notBefore
  return resources.map((resource) => ({
    queryKey: [...PREAUTHORIZED, registration, mvpd, since, resource],
    queryFn: ({ signal }) => preauthorizerOf(pass).decide({ mvpd, resource, signal }),
    gcTime: FIVE_MINUTES,
    staleTime: ({ state }) => (state.data?.error?.action === 'retry' ? 0 : FIVE_MINUTES),
  }))
}
