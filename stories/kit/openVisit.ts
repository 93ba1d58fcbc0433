import { QueryClient } from '@tanstack/react-query'
import type { PassClient, PassClientOptions } from 'react-adobe-pass'
import type { StoryApp } from './createStoryApp.ts'

/** What a page makes anew whenever it is loaded. */
export interface Visit {
  readonly pass: PassClient
  readonly queryClient: QueryClient
}

/** Loads the page, as it were: everything but storage is new. */
export const openVisit = (app: StoryApp, options?: Partial<PassClientOptions>): Visit => ({
  pass: app.open(options),
  queryClient: new QueryClient(),
})
