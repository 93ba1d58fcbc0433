import type { World } from './world.ts'

/** `BroadcastChannel` among the tabs of a device. `onMessage` receives every message. */
export function createChannels(
  world: World,
  delay: () => number | undefined,
  onMessage: (message: unknown, name: string) => void,
) {
  const open = new Set<Channel>()

  class Channel {
    readonly tab = world.tab()
    onmessage: ((event: { readonly data: unknown }) => unknown) | null = null

    constructor(readonly name: string) {
      open.add(this)
    }
    postMessage(data: unknown) {
      onMessage(data, this.name)
      for (const other of open) {
        if (other === this || other.name !== this.name) continue
        const late = delay()
        if (late === undefined) continue
        world.schedule(late, other.tab, 'message', () => {
          if (open.has(other)) other.onmessage?.({ data })
        })
      }
    }
    close() {
      open.delete(this)
    }
  }

  return {
    Channel,
    crash(tab: number) {
      for (const channel of open) if (channel.tab === tab) open.delete(channel)
    },
  }
}
