'use client'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { usePass } from '../react/usePass.ts'
import { noteCache } from './viewerRecord.ts'

/** What every hook of the journey stands on: the client, and the application's cache. */
export function useJourney(): readonly [PassClient, QueryClient] {
  const pass = usePass()
  const queryClient = useQueryClient()
  noteCache(pass, queryClient)
  return [pass, queryClient]
}
