import { replaceEqualDeep } from '@tanstack/react-query'
import { clientParts } from '../../client/createPassClient.ts'
import type { PassClient } from '../../client/PassClient.ts'
import { updateRecord } from '../../store/updateRecord.ts'
import { defined } from '../../wire/defined.ts'
import { popupReturn } from '../signIn/popupReturn.ts'
import { OUTDATED, readViewerRecord, type ViewerRecord } from './viewerRecord.ts'

/** A change of the shown record and of the stored one, as a pure function. */
export type ViewerChange = (record: ViewerRecord) => ViewerRecord

/** A sign-in or a sign-out. */
export interface ViewerCommit {
  readonly apply: ViewerChange
  /** For a store that could not save it at first: other tabs may have written since. */
  readonly applyLate: ViewerChange
}

/** A change that gets the owner of the record too, if the owner is known. */
type OwnedChange = (record: ViewerRecord, recordOwner?: string) => ViewerRecord

/** A change that waits to be stored. */
interface QueuedChange {
  readonly apply: OwnedChange
  readonly applyLate: OwnedChange
}

/** What a page knows about the viewer. */
export interface ViewerState {
  readonly record: ViewerRecord
  /** Whether the store was read since the registration was last replaced. */
  readonly isRead: boolean
  /** Incremented when the registration changes: data of one does not belong to the next. */
  readonly registration: number
}

/**
 * The viewer's record of one client: the stored one, and the one that this page shows. All
 * components, roots and query caches of a page share one repository.
 *
 * No method rejects. While the store fails, the record is kept in this page's memory, and
 * `storage-unavailable` is emitted.
 */
export interface ViewerRepository {
  readonly getState: () => ViewerState
  readonly subscribe: (listener: () => void) => () => void
  /** Reads the store, because another tab may have changed it. */
  readonly read: () => Promise<void>
  /** Shows a change at once, then stores it. Resolves once it is stored, or could not be. */
  readonly change: (change: ViewerChange) => Promise<void>
  /** Like `change`, but shows the change only once it is stored, or could not be. */
  readonly learn: (change: ViewerChange) => Promise<void>
  /** Like `learn`, for a sign-in or a sign-out: responses to earlier requests become outdated. */
  readonly commit: (change: ViewerCommit) => Promise<void>
  /** Resolves once all changes so far are stored, or could not be. */
  readonly stored: () => Promise<void>
  /** Incremented by each commit and registration: responses to earlier requests are outdated. */
  readonly epoch: () => number
  /** Forgets everything except the picked MVPD: the registration of the data is gone. */
  readonly forget: () => void
}

/** The state before the first read. */
export const UNKNOWN_VIEWER: ViewerState = { record: {}, isRead: false, registration: 0 }

/** Creates the repository of a client. It does not use the store before the first call. */
export function createViewerRepository(pass: PassClient): ViewerRepository {
  const parts = clientParts(pass)
  const { store, recordName, owner: readOwner, ownerInUse, onStoreFailure, tokens } = parts
  const key = `${recordName}:${pass.serviceProvider}:viewer`
  const listeners = new Set<() => void>()
  /** The stored record; while the store fails, the record in memory. */
  let base: ViewerRecord = {}
  /** The owner of that record. */
  let owner: string | undefined
  /** Changes that could not be stored. The next write applies them again. */
  let unsaved: readonly QueuedChange[] = []
  /** Changes that are shown but not stored yet, in their order. */
  let unstored: readonly QueuedChange[] = []
  /** Resolves after the last write. Writes run one after another. */
  let writing: Promise<void> = Promise.resolve()
  let registration = 0
  let commits = 0
  let isRead = false
  let state = UNKNOWN_VIEWER

  const show = () => {
    const changed = unstored.reduce((record, { apply }) => apply(record), base)
    // Unchanged parts stay the same objects, so reading the store on focus causes no render.
    const next = replaceEqualDeep(state, { record: defined(changed), isRead, registration })
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  /** Limits a change to the picked MVPD if the record belongs to another registration. */
  const guarded = (change: ViewerChange): OwnedChange => {
    const begun = registration
    const madeFor = ownerInUse()
    return (record, recordOwner) => {
      const changed = change(record)
      const isOther = madeFor !== undefined && recordOwner !== undefined && recordOwner !== madeFor
      return begun === registration && !isOther ? changed : { ...record, mvpd: changed.mvpd }
    }
  }

  /**
   * Returns the stored record. `undefined` while this page has unsaved changes or the store fails.
   */
  const readStore = async () => {
    if (unsaved.length) return undefined
    try {
      const believedFrom = await popupReturn(pass)
      // In one task, so that the store can read both at once.
      const [raw, readFor] = await Promise.all([store.get(key), readOwner()])
      const inUse = ownerInUse()
      // A page that could not read the store, or that missed a message, changes its client first.
      if (inUse !== undefined && inUse !== readFor) await tokens.syncFromStore()
      return { record: believed(readViewerRecord(raw, readFor), believedFrom), readFor }
    } catch {
      onStoreFailure()
      return undefined
    }
  }

  const takeOver = (found: Awaited<ReturnType<typeof readStore>>) => {
    isRead = true
    if (!found) return
    const isOther = owner !== found.readFor
    if (base.answer && isOther) registration++
    // If the store has lost the record, this page still has it.
    const isLost = base.answer && !found.record.answer && !isOther
    if (!isLost) base = found.record
    owner = found.readFor
  }

  const write = async (change: QueuedChange) => {
    const begun = registration
    const writtenFor = await readOwner()
    let next: ViewerRecord | undefined
    try {
      await updateRecord(store, key, (raw) => {
        // If the store has lost the record, this page still has it.
        const known = raw === undefined && owner === writtenFor ? base : undefined
        const stored = known ?? readViewerRecord(raw, writtenFor)
        const caughtUp = unsaved.reduce(
          (record, { applyLate }) => applyLate(record, writtenFor),
          stored,
        )
        next = change.apply(caughtUp, writtenFor)
        return { ...next, owner: writtenFor }
      })
      unsaved = []
    } catch {
      onStoreFailure()
      unsaved = [...unsaved, change]
      next = change.apply(base, writtenFor)
    }
    // A custom store may resolve without calling the callback.
    const result = next ?? change.apply(base, writtenFor)
    base = begun === registration ? result : { mvpd: result.mvpd }
    owner = writtenFor
  }

  const enqueue = (change: QueuedChange) => {
    const before = writing
    writing = before.then(async () => {
      // Read first: if the write fails, this page needs the rest of the record.
      const begun = registration
      const found = isRead ? undefined : await readStore()
      if (!isRead && begun === registration) takeOver(found)
      await write(change)
      unstored = unstored.filter((other) => other !== change)
      show()
    })
    return writing
  }

  const queued = ({ apply, applyLate }: ViewerCommit): QueuedChange => ({
    apply: guarded(apply),
    applyLate: guarded(applyLate),
  })
  /** A change that applies however late it is stored. */
  const lasting = (change: ViewerChange) => queued({ apply: change, applyLate: change })

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
        // The record changed meanwhile, so what was read is outdated: read again.
        if (seen !== writing || begun !== registration) continue
        takeOver(found)
        return show()
      }
    },
    change(change) {
      const own = lasting(change)
      unstored = [...unstored, own]
      show()
      return enqueue(own)
    },
    learn: (change) => enqueue(lasting(change)),
    commit(change) {
      commits++
      return enqueue(queued(change))
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

/** The record without a response that is older than `from` (ms since the epoch). */
const believed = (record: ViewerRecord, from: number): ViewerRecord =>
  (record.answeredAt ?? OUTDATED) > from
    ? record
    : { ...record, answer: undefined, answeredAt: undefined }
