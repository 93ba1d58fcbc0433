import { version } from 'react'
import { PAGE_ORIGIN, pageOrigin } from '../platform/pageOrigin.ts'

// React 19 moves the link into the head. React 18 would leave it between the application's nodes.
const movesLinks = Number.parseInt(version, 10) >= 19

/** Lets the browser connect to the API's origin before the first request, if it is another host. */
export function Preconnect({ origin }: { readonly origin: string }) {
  if (!movesLinks || origin === PAGE_ORIGIN || origin === pageOrigin()) return null
  // The API's requests are anonymous, and a browser never shares their connections with others.
  return <link rel="preconnect" href={origin} crossOrigin="anonymous" />
}
