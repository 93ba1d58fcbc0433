import type { PassClient, PassEvent } from 'react-adobe-pass'
import type * as restV2 from 'react-adobe-pass/rest-v2'

/** What the page offers to its tests, as `window.api`. */
export interface PageApi {
  readonly pass: PassClient
  /** The endpoint functions, for calls of `pass` in a test. */
  readonly restV2: typeof restV2
  readonly events: readonly PassEvent[]
  /** Renders so far, of all consumers together. */
  readonly renders: { queries: number; tokens: number }
  /** When the tree was mounted, as `performance.now()`. */
  readonly mountedAt: number
  /** Calls the page's one protected endpoint without React; resolves with its HTTP status. */
  readonly call: () => Promise<number>
  /** The MVPDs that the viewer is signed in with, fetched without React. */
  readonly signedIn: () => Promise<string[]>
}

/** The options that the page reads from its URL. */
export interface PageOptions {
  readonly origin: string
  readonly statement: string
  /** How many components call `usePassQuery(profiles())`. */
  readonly queries?: number
  /** How many components call `usePassToken()`. */
  readonly tokens?: number
  /** The client's `timeout`. */
  readonly timeout?: number
  /** The `timeout` of its store. */
  readonly storeTimeout?: number
  /** `off` sets the client's `throttle: false`. */
  readonly pacing?: 'off'
}

declare global {
  interface Window {
    readonly api: PageApi
  }
}
