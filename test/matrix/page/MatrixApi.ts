/** What the page tells its tests, as `window.matrix`. */
export interface MatrixApi {
  /** Whether the fault that the address asks for is in. */
  readonly isBroken: boolean
  /** Every error that a hook or a call has given, in their order. */
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
