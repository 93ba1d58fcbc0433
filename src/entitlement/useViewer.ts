'use client'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useJourney } from './useJourney.ts'
import { type ViewerRecord, viewerOptions } from './viewerRecord.ts'

/** What this browser remembers of the viewer. */
export const useViewer = (): UseQueryResult<ViewerRecord> =>
  useQuery(viewerOptions(...useJourney()))
