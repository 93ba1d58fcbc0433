/** What the page reports to its tests, as `window.matrix`. */
export interface MatrixApi {
  /** Whether the fault that the URL names is installed. */
  readonly isBroken: boolean
  /** All errors of hooks and calls, in order. */
  readonly errors: NotedError[]
}

export interface NotedError {
  readonly name: string
  readonly isPassError: boolean
  readonly message: string
}

declare global {
  interface Window {
    readonly matrix: MatrixApi
  }
}
