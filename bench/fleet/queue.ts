/** The pending events of the simulation in order: a calendar with a page for every 100 ms. */
export interface Queue {
  /** Adds an event, unless it is after the horizon. Times are whole ms. */
  add(at: number, kind: number, actor: number): void
  /** Moves to the next event, which sets `at`, `kind` and `actor`. Returns `false` at the end. */
  next(): boolean
  readonly at: number
  readonly kind: number
  readonly actor: number
}

const PAGE = 100

/** Creates the calendar. The order of events on one page is arbitrary, but deterministic. */
export function createQueue(horizon: number): Queue {
  const pages = new Int32Array(Math.ceil(horizon / PAGE)).fill(-1)
  let capacity = 2 ** 16
  let [times, actors, nexts] = [0, 0, 0].map(() => new Int32Array(capacity)) as Columns
  let kinds = new Uint8Array(capacity)
  let size = 0
  let free = -1
  let page = 0

  function grow() {
    capacity *= 2
    ;[times, actors, nexts] = [times, actors, nexts].map((old) => {
      const column = new Int32Array(capacity)
      column.set(old)
      return column
    }) as Columns
    const column = new Uint8Array(capacity)
    column.set(kinds)
    kinds = column
  }

  const queue = {
    at: 0,
    kind: 0,
    actor: 0,
    add(at: number, kind: number, actor: number) {
      if (at >= horizon) return
      let entry = free
      if (entry >= 0) free = nexts[entry]!
      else {
        if (size === capacity) grow()
        entry = size++
      }
      // An overdue event goes to the current page.
      const on = Math.max(page, Math.floor(at / PAGE))
      times[entry] = at
      kinds[entry] = kind
      actors[entry] = actor
      nexts[entry] = pages[on]!
      pages[on] = entry
    },
    next() {
      while (page < pages.length && pages[page]! < 0) page++
      if (page >= pages.length) return false
      const entry = pages[page]!
      pages[page] = nexts[entry]!
      nexts[entry] = free
      free = entry
      queue.at = times[entry]!
      queue.kind = kinds[entry]!
      queue.actor = actors[entry]!
      return true
    },
  }
  return queue
}

type Columns = [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>]
