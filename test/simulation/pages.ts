import type { World } from './world.ts'

type Listener = (event: unknown) => void

/** The session storage of a tab, which survives a reload. */
export type SessionRecords = Map<string, string>

/** The pages of a device: their `window`, `document` and `sessionStorage`. */
export function createPages(
  world: World,
  sessionKind: 'works' | 'forbidden',
  sessionOf: (tab: number) => SessionRecords,
) {
  const listeners = new Set<{
    readonly tab: number
    readonly type: string
    readonly listener: Listener
  }>()
  const hidden = new Set<number>()

  const target = {
    addEventListener(type: string, listener: Listener) {
      const tab = world.actor()
      // Ignore TanStack Query's singletons, which listen for all tabs: `focus` calls their caches.
      if (typeof tab !== 'number' || (type === 'visibilitychange' && this === page.window)) return
      listeners.add({ tab, type, listener })
    },
    removeEventListener(type: string, listener: Listener) {
      for (const entry of listeners) {
        if (entry.type === type && entry.listener === listener) listeners.delete(entry)
      }
    },
  }
  const page = {
    window: { ...target },
    document: {
      ...target,
      get visibilityState() {
        const tab = world.actor()
        return typeof tab === 'number' && hidden.has(tab) ? 'hidden' : 'visible'
      },
    },
    location: new URL('https://app.test/watch'),
    sessionStorage: () => {
      if (sessionKind === 'forbidden') throw new DOMException('No', 'SecurityError')
      const records = sessionOf(world.tab())
      return {
        getItem: (key: string) => records.get(key) ?? null,
        setItem: (key: string, value: string) => void records.set(key, value),
        removeItem: (key: string) => void records.delete(key),
      }
    },
  }

  return {
    ...page,
    keepsSessions: sessionKind === 'works',
    addEventListener: page.window.addEventListener.bind(page.window),
    removeEventListener: target.removeEventListener,
    isHidden: (tab: number) => hidden.has(tab),
    setHidden(tab: number, isHidden: boolean) {
      if (isHidden) hidden.add(tab)
      else hidden.delete(tab)
    },
    /** Fires an event in the page of `tab`, which must be the actor. */
    fire(tab: number, type: string, event: unknown = {}) {
      for (const entry of [...listeners]) {
        if (entry.tab === tab && entry.type === type) entry.listener(event)
      }
    },
    crash(tab: number) {
      for (const entry of listeners) if (entry.tab === tab) listeners.delete(entry)
    },
  }
}
