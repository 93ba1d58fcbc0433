import { attempt } from '../platform/attempt.ts'

/** Notifies the other tabs that the store has changed. */
export interface TabChannel {
  /** Calls `listener` on each message from another tab, until the returned function is called. */
  listen(listener: () => void): () => void
  /** Sends an empty message to the other tabs. They read the store. */
  notify(): void
}

/**
 * A `BroadcastChannel`, open while there is a listener or a message is sent. Without one (it throws
 * in sandboxed frames and if cookies are blocked) tabs notice changes when they next read the
 * store.
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
