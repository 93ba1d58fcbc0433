/** A POST to a DCR endpoint, before the headers that all of them share. */
export interface WireRequest {
  readonly path: string
  /** The `Content-Type`. */
  readonly type: string
  readonly body: string
}
