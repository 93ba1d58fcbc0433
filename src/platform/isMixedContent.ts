import { pageOrigin } from './pageOrigin.ts'

/** Whether browsers block this page's calls to `origin`: a page with https cannot call http. */
export const isMixedContent = (origin: string): boolean =>
  origin.startsWith('http:') && !!pageOrigin()?.startsWith('https:')
