'use client'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PassClient } from '../client/PassClient.ts'
import { usePass } from '../react/usePass.ts'

/** What every hook of the journey stands on: the client, and the application's cache. */
export const useJourney = (): readonly [PassClient, QueryClient] => [usePass(), useQueryClient()]
