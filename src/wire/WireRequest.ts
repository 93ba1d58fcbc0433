/** A POST to a DCR endpoint, without the headers that all requests share. */
export interface WireRequest {
  readonly path: string
  /** The `Content-Type`. */
  readonly type: string
  readonly body: string
}
