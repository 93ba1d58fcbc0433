import type { CredentialStore } from 'react-adobe-pass'
import { fieldsOf } from './record.ts'
import type { Damage, StoreFault } from './schedule.ts'
import type { World } from './world.ts'

/** The delays and the fault of the next store operation. */
export interface StoreFate {
  readonly before: number
  readonly after: number
  readonly fault: StoreFault
}

/** Observes every store operation at the moment it happens. */
export interface StoreWitness {
  /** This tab has changed a record. */
  wrote(tab: number, key: string, before: unknown, after: unknown): void
  /** A tab has received the content of a record. */
  told(tab: number, kind: 'read' | 'write', key: string, value: unknown, resets: number): void
  failed(tab: number): void
  resetsOf(tab: number): number
}

const broken = () => new DOMException('Storage is broken', 'UnknownError')

/** The ms after which a hanging operation counts as failed, as in `indexedDbStore`. */
const HANG = 5_000

/** The records of a device, and the stores through which the tabs access them. */
export function createStorage(
  world: World,
  nextFate: (tab: number, kind: 'read' | 'write') => StoreFate,
  witness: StoreWitness,
) {
  const records = new Map<string, unknown>()
  let stalledUntil = -Infinity
  /**
   * How often writes of each tab to the record have begun or ended: reads that began before are not
   * used.
   */
  const writeTurns = new Map<number, number>()
  const isMain = (key: string) => key.startsWith('react-adobe-pass:http') && !key.endsWith(':lease')
  const noteWrite = (tab: number, kind: 'read' | 'write', key: string) => {
    if (kind === 'write' && isMain(key)) writeTurns.set(tab, (writeTurns.get(tab) ?? 0) + 1)
  }

  /** Runs one operation. `work` is atomic, or does not happen. */
  function operate<T>(
    kind: 'read' | 'write',
    key: string,
    work: () => T,
    afterAll: 'late' | 'never' = 'late',
  ): Promise<T> {
    const tab = world.tab()
    const resets = witness.resetsOf(tab)
    noteWrite(tab, kind, key)
    const writesBefore = writeTurns.get(tab)
    const { before, after, fault } = nextFate(tab, kind)
    if (fault !== 'none') witness.failed(tab)
    if (fault === 'throw') throw broken()
    if (fault === 'stall') stalledUntil = world.now() + HANG - 1_000 + 400 * after
    return new Promise((resolve, reject) => {
      const refuse = (ms: number) =>
        world.schedule(ms, tab, 'store rejects', () => {
          noteWrite(tab, kind, key)
          reject(broken())
        })
      if (fault === 'reject') return refuse(before)
      if (fault === 'hang') return refuse(HANG)
      // An operation after a stuck transaction waits for it, up to the same timeout.
      const wait = Math.max(before, stalledUntil - world.now())
      if (wait > HANG) refuse(HANG)
      // A `set` must not happen after its rejection: nothing could correct it.
      if (wait > HANG && afterAll === 'never') return
      world.schedule(wait, tab, `store ${kind}s`, () => {
        let value: T
        try {
          value = work()
        } catch (error) {
          return reject(error)
        }
        if (fault === 'lie') return refuse(after)
        if (wait > HANG) return
        const seen = records.get(key)
        world.schedule(after, tab, `store has ${kind}`, () => {
          const isUsed = kind === 'write' || writeTurns.get(tab) === writesBefore
          if (isUsed) witness.told(tab, kind, key, seen, resets)
          noteWrite(tab, kind, key)
          resolve(value)
        })
      })
    })
  }

  const put = (key: string, value: unknown) => {
    const before = records.get(key)
    const after: unknown = structuredClone(value)
    records.set(key, after)
    witness.wrote(world.tab(), key, before, after)
  }

  return {
    records,
    /** The record with the credentials. */
    main: (): unknown => [...records].find(([key]) => isMain(key))?.[1],
    isMain,
    open: (options: { readonly update: boolean }): CredentialStore => ({
      get: (key) => operate<unknown>('read', key, () => structuredClone(records.get(key))),
      set: (key, value) => operate('write', key, () => put(key, value), 'never'),
      delete: (key) => operate('write', key, () => void records.delete(key)),
      ...(options.update && {
        update: (key: string, fn: (old: unknown) => unknown) =>
          operate('write', key, () => put(key, fn(structuredClone(records.get(key))))),
      }),
    }),
    /** Damages the records from outside the package. */
    damage(to: Damage) {
      for (const key of records.keys()) {
        if (isMain(key)) {
          if (to === 'deleted') records.clear()
          else records.set(key, damaged(to, records.get(key)))
        }
      }
    },
  }
}

const EVIL = { clientId: 'evil', clientSecret: 'evil' }
/** Adds `__proto__` as an own property, like JSON.parse does. */
const withProto = (fields: object): object =>
  JSON.parse(
    JSON.stringify({ PROTO: { version: 1, credentials: EVIL }, ...fields }).replace(
      'PROTO',
      '__proto__',
    ),
  )

function damaged(to: Exclude<Damage, 'deleted'>, record: unknown): unknown {
  const fields = fieldsOf(record)
  switch (to) {
    case 'null':
      return null
    case 'text':
      return 'garbage'
    case 'number':
      return 7
    case 'empty':
      return {}
    case 'no-version':
      return { ...fields, version: undefined }
    case 'bad-credentials':
      return { ...fields, version: 1, credentials: { clientId: 7 } }
    case 'proto-alone':
      return withProto({})
    case 'newer':
      // A record that has lost its version stays lost.
      return { ...fields, version: fields['version'] && 2, novelty: [] }
    case 'proto-beside':
      return withProto(fields)
    case 'bad-token':
      return { ...fields, token: { value: 'x', issuedAt: '0', expiresAt: NaN } }
    case 'bad-previous':
      return { ...fields, previous: 'x' }
  }
}
