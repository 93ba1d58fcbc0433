import { useSyncExternalStore } from 'react'
import type { Entry, Journal } from './createJournal.ts'

/** The journal's entries, as they come. */
export const useJournal = (journal: Journal): readonly Entry[] =>
  useSyncExternalStore(journal.subscribe, journal.entries)
