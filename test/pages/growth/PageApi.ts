import type { PassClient, PassClientOptions } from 'react-adobe-pass'

/** What a component of the page does: nothing, or one hook; with `Each` it has a key of its own. */
export type Kind =
  | 'nothing'
  | 'usePassToken'
  | 'usePassQuery'
  | 'usePassQueryEach'
  // Without the package: what TanStack Query costs by itself.
  | 'useQuery'
  | 'useQueryEach'

/** What the page lets the benchmark do, as `window.growth`. */
export interface PageApi {
  /** Makes a client of the emulator that the page's address names. */
  readonly createClient: (options?: Partial<PassClientOptions>) => PassClient
  /** A `fetch` that answers protected calls in the page and sends the rest. */
  readonly answerHere: typeof fetch
  /** The next call that would be answered here fails as if there were no network. */
  readonly failOnce: () => void
  /**
   * Mounts that many components of each kind in a new tree; resolves with the ms until the last of
   * them was ready.
   */
  readonly mount: (
    kinds: Partial<Record<Kind, number>>,
    options?: Partial<PassClientOptions>,
  ) => Promise<number>
  /** Takes the tree away. */
  readonly unmount: () => void
  /** Renderings so far, of all components together. */
  readonly renders: Record<Kind, number>
  /** Tokens that the mounted tree's client has minted so far. */
  readonly minted: () => number
  /** Resolves at the next of them. */
  readonly nextMint: () => Promise<void>
  /** When what the address asks for was ready: ms since the epoch. */
  readonly ready: Promise<number>
}

declare global {
  interface Window {
    readonly growth: PageApi
  }
}
