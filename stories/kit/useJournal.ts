import { useSyncExternalStore } from 'react'
import type { Entry, Journal } from './createJournal.ts'

/** Subscribes to the journal's entries. */
export const useJournal = (journal: Journal): readonly Entry[] =>
  useSyncExternalStore(journal.subscribe, journal.entries)
