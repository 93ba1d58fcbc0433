import type { PassClient, PassClientOptions } from 'react-adobe-pass'

/** What a component calls: nothing, or one hook. With `Each`, each component has its own key. */
export type Kind =
  | 'nothing'
  | 'usePassToken'
  | 'usePassQuery'
  | 'usePassQueryEach'
  // Without the package: the cost of TanStack Query itself.
  | 'useQuery'
  | 'useQueryEach'

/** What the page offers to the benchmark, as `window.growth`. */
export interface PageApi {
  /** Creates a client for the emulator in the page's URL. */
  readonly createClient: (options?: Partial<PassClientOptions>) => PassClient
  /** A `fetch` that answers protected calls within the page and sends all others. */
  readonly answerHere: typeof fetch
  /** The next call that `answerHere` would answer fails as if there were no network. */
  readonly failOnce: () => void
  /**
   * Mounts that many components of each kind in a new tree. Resolves with the ms until the last one
   * was ready.
   */
  readonly mount: (
    kinds: Partial<Record<Kind, number>>,
    options?: Partial<PassClientOptions>,
  ) => Promise<number>
  /** Unmounts the tree. */
  readonly unmount: () => void
  /** Renders so far, by kind, of all components together. */
  readonly renders: Record<Kind, number>
  /** How many tokens were issued to the mounted tree's client so far. */
  readonly minted: () => number
  /** Resolves when the next one is issued. */
  readonly nextMint: () => Promise<void>
  /** When the component that the URL requests was ready, in ms since the epoch. */
  readonly ready: Promise<number>
}

declare global {
  interface Window {
    readonly growth: PageApi
  }
}
