import { QueryClient } from '@tanstack/react-query'
import type { PassClient } from 'react-adobe-pass'
import type { StoryApp } from './createStoryApp.ts'

/** What a page makes anew whenever it is loaded. */
export interface Visit {
  readonly pass: PassClient
  readonly queryClient: QueryClient
}

/** Loads the page, as it were: everything but storage is new. */
export const openVisit = (app: StoryApp): Visit => ({
  pass: app.open(),
  queryClient: new QueryClient(),
})
