import { attempt } from '../platform/attempt.ts'

/** Tells the tabs of a browser that the store holds something new. */
export interface TabChannel {
  /** Calls `listener` at each message of another tab, until the returned function is called. */
  listen(listener: () => void): () => void
  /** Sends the other tabs a message. It holds nothing: they read the store. */
  notify(): void
}

/**
 * A `BroadcastChannel`, open while somebody listens or a message is sent. Without one (it throws in
 * sandboxed frames and where cookies are blocked) tabs find out when they next read the store.
 */
export function createTabChannel(name: string): TabChannel {
  let listening: BroadcastChannel | undefined
  const open = () => attempt(() => new BroadcastChannel(name))
  const close = (channel: BroadcastChannel | undefined) => attempt(() => channel?.close())

  return {
    listen(listener) {
      const channel = open()
      attempt(() => {
        if (channel) channel.onmessage = listener
      })
      listening = channel
      return () => {
        close(channel)
        if (listening === channel) listening = undefined
      }
    },
    notify() {
      const channel = listening ?? open()
      attempt(() => channel?.postMessage(''))
      if (channel !== listening) close(channel)
    },
  }
}
