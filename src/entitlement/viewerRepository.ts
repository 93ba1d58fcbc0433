import { replaceEqualDeep } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'
import { updateRecord } from '../store/updateRecord.ts'
import { defined } from '../wire/defined.ts'
import { popupReturn } from './popupReturn.ts'
import { readViewerRecord, type ViewerRecord } from './viewerRecord.ts'

/**
 * A change of the record: a pure function, which is applied to what is shown and to what is stored.
 * It is `'late'` where the store could not take it when it was made: others may have written since.
 */
export type ViewerChange = (record: ViewerRecord, late?: 'late') => ViewerRecord

/** A change that is told whose record it is applied to, where that is known. */
type OwnedChange = (record: ViewerRecord, recordOwner?: string, late?: 'late') => ViewerRecord

/** What a page knows of the viewer. */
export interface ViewerState {
  readonly record: ViewerRecord
  /** Whether the store was read since the registration was last replaced. */
  readonly isRead: boolean
  /** Counts the registrations that this page has seen: what belongs to one is not of the next. */
  readonly registration: number
}

/**
 * The viewer's record of one client: what is stored, and what this page shows. There is one for all
 * components, roots and query caches of a page.
 *
 * Nothing here rejects. While the store fails, this page's memory serves, and `storage-unavailable`
 * is raised.
 */
export interface ViewerRepository {
  readonly getState: () => ViewerState
  readonly subscribe: (listener: () => void) => () => void
  /** Reads the store: another tab may have written. */
  readonly read: () => Promise<void>
  /** Changes the record: shown at once, and then stored. Resolves once it is, or could not be. */
  readonly change: (change: ViewerChange) => Promise<void>
  /** As `change`, but shown only once it is stored, or could not be: what is shown is done. */
  readonly learn: (change: ViewerChange) => Promise<void>
  /** As `learn`, for a sign-in or a sign-out: answers under way are too old from now on. */
  readonly commit: (change: ViewerChange) => Promise<void>
  /** Resolves once the changes so far are stored, or could not be. */
  readonly stored: () => Promise<void>
  /** Counts commits and registrations: an answer that was asked for before one is too old. */
  readonly epoch: () => number
  /** Forgets everything but the pick: the registration that it belonged to is gone. */
  readonly forget: () => void
}

/** What a page knows before it has read anything. */
export const UNKNOWN_VIEWER: ViewerState = { record: {}, isRead: false, registration: 0 }

/** Makes the repository of a client. It reads and writes nothing before it is asked to. */
export function createViewerRepository(pass: PassClient): ViewerRepository {
  const { store, recordName, owner: readOwner, ownerInUse, onStoreFailure } = clientParts(pass)
  const key = `${recordName}:${pass.serviceProvider}:viewer`
  const listeners = new Set<() => void>()
  /** The record as it is stored; as it should be, while the store fails. */
  let base: ViewerRecord = {}
  /** Whose record that is. */
  let owner: string | undefined
  /** Changes that the store could not take: they are made anew with the next one. */
  let unsaved: readonly OwnedChange[] = []
  /** Changes that are shown and not stored yet, in their order. */
  let unstored: readonly OwnedChange[] = []
  /** Ends with the last of the writes, which go one after another. */
  let writing: Promise<void> = Promise.resolve()
  let registration = 0
  let commits = 0
  let isRead = false
  let state = UNKNOWN_VIEWER

  const show = () => {
    const changed = unstored.reduce((record, change) => change(record), base)
    // What has not changed stays the same object: reading the store on focus renders nothing.
    const next = replaceEqualDeep(state, { record: defined(changed), isRead, registration })
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  /** The same change, of which only the pick is left for a record of another registration. */
  const guarded = (change: ViewerChange): OwnedChange => {
    const begun = registration
    const madeFor = ownerInUse()
    return (record, recordOwner, late) => {
      const changed = change(record, late)
      const isOther = madeFor !== undefined && recordOwner !== undefined && recordOwner !== madeFor
      return begun === registration && !isOther ? changed : { ...record, mvpd: changed.mvpd }
    }
  }

  /** What the store holds; nothing while the page knows better, or the store fails. */
  const readStore = async () => {
    if (unsaved.length) return undefined
    try {
      const believedFrom = await popupReturn(pass)
      // In one task, so that a store may read both at once.
      const [raw, readFor] = await Promise.all([store.get(key), readOwner()])
      return { record: believed(readViewerRecord(raw, readFor), believedFrom), readFor }
    } catch {
      onStoreFailure()
      return undefined
    }
  }

  const adopt = (found: Awaited<ReturnType<typeof readStore>>) => {
    isRead = true
    if (!found) return
    const isOther = owner !== found.readFor
    if (base.answer && isOther) registration++
    // What the store has lost, the page still knows.
    const isLost = base.answer && !found.record.answer && !isOther
    if (!isLost) base = found.record
    owner = found.readFor
  }

  const write = async (change: OwnedChange) => {
    const begun = registration
    const writtenFor = await readOwner()
    let next: ViewerRecord | undefined
    try {
      await updateRecord(store, key, (raw) => {
        // What the store has lost, the page still knows.
        const known = raw === undefined && owner === writtenFor ? base : undefined
        const stored = known ?? readViewerRecord(raw, writtenFor)
        const caughtUp = unsaved.reduce((record, one) => one(record, writtenFor, 'late'), stored)
        next = change(caughtUp, writtenFor)
        return { ...next, owner: writtenFor }
      })
      unsaved = []
    } catch {
      onStoreFailure()
      unsaved = [...unsaved, change]
      next = change(base, writtenFor)
    }
    // A custom store may resolve without calling back.
    const result = next ?? change(base, writtenFor)
    base = begun === registration ? result : { mvpd: result.mvpd }
    owner = writtenFor
  }

  const enqueue = (change: OwnedChange) => {
    const before = writing
    writing = before.then(async () => {
      // Read first: if the write fails, memory has to know the rest of the record.
      const begun = registration
      const found = isRead ? undefined : await readStore()
      if (!isRead && begun === registration) adopt(found)
      await write(change)
      unstored = unstored.filter((other) => other !== change)
      show()
    })
    return writing
  }

  const learn: ViewerRepository['learn'] = (change) => enqueue(guarded(change))

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async read() {
      for (;;) {
        const [seen, begun] = [writing, registration]
        await seen
        const found = await readStore()
        // Changed meanwhile: what was read is older than what the page shows.
        if (seen !== writing || begun !== registration) continue
        adopt(found)
        return show()
      }
    },
    change(change) {
      const own = guarded(change)
      unstored = [...unstored, own]
      show()
      return enqueue(own)
    },
    learn,
    commit(change) {
      commits++
      return learn(change)
    },
    stored: () => writing,
    epoch: () => registration + commits,
    forget() {
      registration++
      base = { mvpd: base.mvpd }
      isRead = false
      show()
    },
  }
}

/** The record without an answer from before a moment, in ms since the epoch. */
const believed = (record: ViewerRecord, from: number): ViewerRecord =>
  (record.answeredAt ?? 0) > from ? record : { ...record, answer: undefined, answeredAt: undefined }
