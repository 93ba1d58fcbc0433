import { QueryClient } from '@tanstack/react-query'
import type { PassClient, PassClientOptions } from 'react-adobe-pass'
import type { StoryApp } from './createStoryApp.ts'

/** What a page creates whenever it loads. */
export interface Visit {
  readonly pass: PassClient
  readonly queryClient: QueryClient
}

/** Simulates loading the page: everything except storage is new. */
export const openVisit = (app: StoryApp, options?: Partial<PassClientOptions>): Visit => ({
  pass: app.open(options),
  queryClient: new QueryClient(),
})
