import type { PassEvent } from 'react-adobe-pass'
import type { Call } from './readCall.ts'

/** An action that causes the requests after it. */
export interface Chapter {
  readonly kind: 'chapter'
  readonly text: string
  /** Whether it opened or reloaded the page. */
  readonly opens: boolean
}

/** A request and its outcome. */
export interface RequestEntry {
  readonly kind: 'request'
  readonly call: Call
  /** `hidden`: the browser hid the answer from the page, or there was none. */
  readonly status: number | 'pending' | 'hidden' | 'cancelled'
  /** The ms until the answer. */
  readonly took?: number
}

/** An event of the client. */
export interface EventEntry {
  readonly kind: 'event'
  readonly event: PassEvent
}

/** One line of the journal. */
export type Entry = { readonly id: number; readonly at: number } & (
  | Chapter
  | RequestEntry
  | EventEntry
)

/** What happened in a story, in order. */
export interface Journal {
  readonly entries: () => readonly Entry[]
  readonly subscribe: (listener: () => void) => () => void
  readonly begin: (text: string, options?: { readonly opens: boolean }) => void
  readonly note: (event: PassEvent) => void
  /** Notes a request when it is sent. Call the result with its outcome. */
  readonly send: (call: Call) => (status: RequestEntry['status']) => void
}

/** Creates an empty journal. */
export function createJournal(): Journal {
  let entries: readonly Entry[] = []
  let listeners: readonly (() => void)[] = []
  let lastId = 0

  const set = (next: readonly Entry[]) => {
    entries = next
    for (const listener of listeners) listener()
  }
  const add = (entry: Chapter | RequestEntry | EventEntry) => {
    const id = ++lastId
    set([...entries, { id, at: Date.now(), ...entry }])
    return id
  }

  return {
    entries: () => entries,
    subscribe: (listener) => {
      const own = () => listener()
      listeners = [...listeners, own]
      return () => {
        listeners = listeners.filter((other) => other !== own)
      }
    },
    begin: (text, { opens } = { opens: false }) => void add({ kind: 'chapter', text, opens }),
    note: (event) => void add({ kind: 'event', event }),
    send: (call) => {
      const started = performance.now()
      const id = add({ kind: 'request', call, status: 'pending' })
      return (status) => {
        const took = Math.round(performance.now() - started)
        set(
          entries.map((entry) =>
            entry.id === id && entry.kind === 'request' ? { ...entry, status, took } : entry,
          ),
        )
      }
    },
  }
}
