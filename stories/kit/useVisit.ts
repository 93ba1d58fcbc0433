import { countSucceeded } from './countSucceeded.ts'
import type { EventEntry, Journal } from './createJournal.ts'
import { useJournal } from './useJournal.ts'

/** What has happened since the page was last opened. */
export interface VisitSoFar {
  readonly events: readonly EventEntry['event']['type'][]
  readonly registrations: number
  readonly tokens: number
}

/** Summarizes the last visit in the journal. */
export function useVisit(journal: Journal): VisitSoFar {
  const entries = useJournal(journal)
  const opened = entries.map((entry) => entry.kind === 'chapter' && entry.opens).lastIndexOf(true)
  const visit = entries.slice(Math.max(0, opened))
  return {
    events: visit.flatMap((entry) => (entry.kind === 'event' ? [entry.event.type] : [])),
    registrations: countSucceeded(visit, 'register'),
    tokens: countSucceeded(visit, 'token'),
  }
}
