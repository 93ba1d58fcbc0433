import { createLockWatch } from './lockWatch.ts'
import type { NetworkWitness, Sent } from './network.ts'
import { parseFields, readKept } from './record.ts'
import { createRecordWatch } from './recordWatch.ts'
import { createRefusals } from './refusals.ts'
import type { Damage, Schedule } from './schedule.ts'
import { createSecrets } from './secrets.ts'
import { ORIGIN } from './server.ts'
import type { StoreWitness } from './storage.ts'
import type { World } from './world.ts'

/** The history of one tab. */
interface Past {
  resets: number
  /** Calls of `reset()` that have not settled. */
  resetting: number
  /** Whether a reset may not have reached the store yet. */
  forgetting: boolean
  /** Whether the store has written a record since the last reset started. */
  written: boolean
  /** The client whose credentials this tab has certainly seen, and was not reset since. */
  knows: string | undefined
  throttledAt: number
  sent: number
}

interface Client {
  readonly secret: string
  /** When it was registered, by the device's clock. */
  at: number
  revoked: boolean
}

export type Witness = ReturnType<typeof createWitness>

/**
 * Watches everything that enters or leaves the code under test. `violations` is empty as long as
 * all promises are kept. It is longer than the files around it, because it is the list of the
 * promises.
 */
export function createWitness(
  world: World,
  profile: Schedule['profile'],
  isMain: (key: string) => boolean,
  onFirstKept: () => void,
) {
  const violations: string[] = []
  const accuse = (text: string) => violations.push(`${text} (at ${world.now()} ms)`)
  const secrets = createSecrets()
  const refusals = createRefusals()
  const lock = createLockWatch(world, profile, accuse)
  const clients = new Map<string, Client>()
  /** The clients that tokens belong to. */
  const owners = new Map<string, string>()
  const devices = new Set<string>()
  const pasts = new Map<number, Past>()
  let storeIsSound = true
  /** The client with which the viewer is signed in. */
  let signedIn: string | undefined
  let throttledAt = -Infinity
  const counts = {
    registrations: 0,
    minted: 0,
    resets: 0,
    locksStolen: 0,
    throttled: 0,
    viewersSeen: 0,
  }

  const past = (tab: number): Past => {
    const known = pasts.get(tab)
    if (known) return known
    const fresh: Past = {
      resets: 0,
      resetting: 0,
      forgetting: false,
      written: false,
      knows: undefined,
      throttledAt: -Infinity,
      sent: 0,
    }
    pasts.set(tab, fresh)
    return fresh
  }
  const mayForget = (tab: number) => past(tab).forgetting || past(tab).resetting > 0
  const record = createRecordWatch(
    {
      made: (client) => clients.get(client),
      ownerOf: (token) => owners.get(token),
      isRefused: refusals.areConfirmed,
      mayForget,
    },
    accuse,
  )
  const say = (where: string, text: string) => {
    const secret = secrets.findIn(text)
    if (secret) accuse(`${secret} is shown in ${where}`)
  }
  const keepsDevice = () => storeIsSound && lock.isAtomic()

  const store: StoreWitness = {
    wrote(tab, key, before, after) {
      say('a key of the store', key)
      if (key.endsWith(':lease')) lock.leaseWritten(tab, before, after)
      if (!isMain(key)) return say(`the record ${key}`, JSON.stringify(after))
      const kept = readKept(after)
      record.checkContent(kept)
      if (lock.isAtomic()) record.checkChange(tab, readKept(before), kept)
      if (kept.state === 'none') past(tab).knows = undefined
      if (!kept.id || signedIn) return
      signedIn = kept.id
      onFirstKept()
    },
    told(tab, kind, key, value, resets) {
      if (!isMain(key) || resets !== past(tab).resets) return
      const { state, id } = readKept(value)
      if (kind === 'write') past(tab).written = true
      if (kind === 'write' && state === 'none') past(tab).forgetting = false
      if (state !== 'lost') past(tab).knows = id
    },
    failed(tab) {
      storeIsSound = false
      if (past(tab).resetting) past(tab).forgetting = true
      lock.storeFailed()
    },
    resetsOf: (tab) => past(tab).resets,
  }

  function checkSecrets({ target, url, headers, body }: Sent) {
    if (!url.startsWith(`${ORIGIN}/`)) accuse(`a request goes to ${url}`)
    say('an address', url)
    headers.forEach((value, name) => {
      if (name !== 'authorization' || target !== 'api') say(`the header ${name}`, value)
    })
    const own = { register: 'the statement', token: 'a secret', api: '' }[target]
    const secret = secrets.findIn(body)
    if (secret && secret !== own) accuse(`${secret} is sent to ${target}`)
  }

  const network: NetworkWitness = {
    sent(request) {
      const { tab, target, headers } = request
      const { knows, throttledAt: own } = past(tab)
      past(tab).sent++
      checkSecrets(request)
      lock.sent(request)

      const heard = Math.max(own, profile.localStorage === 'works' ? throttledAt : -Infinity)
      const since = world.deviceTime() - heard
      if (since < 1_000) accuse(`a request goes out ${since} ms after a 429`)

      const device = headers.get('ap-device-identifier')
      if (device) devices.add(device)
      if (devices.size > 1 && keepsDevice()) accuse('the device identifier has changed')

      if (target !== 'register') return
      counts.registrations++
      if (knows && !mayForget(tab) && !refusals.areConfirmed(knows))
        accuse('a tab registers although it knows credentials')
    },
    answered({ target, body }, { status, text }) {
      const { client_id: id, client_secret: secret, access_token: token } = parseFields(text)
      if (status >= 300) return
      if (target === 'register' && typeof id === 'string' && typeof secret === 'string') {
        clients.set(id, { secret, at: world.deviceTime(), revoked: false })
        secrets.add('a secret', secret)
      }
      const client = new URLSearchParams(body).get('client_id')
      if (target === 'token' && typeof token === 'string' && client) {
        counts.minted++
        owners.set(token, client)
        secrets.add('a token', token)
      }
    },
    delivered(request, answer) {
      const { tab, target, body, headers } = request
      const bearer = headers.get('authorization')?.slice('Bearer '.length) ?? ''
      const client =
        target === 'api' ? owners.get(bearer) : new URLSearchParams(body).get('client_id')
      if (!client) return
      refusals.hear(request, answer, client, world.now())
      // After a reset, an earlier acquisition does not show what the tab may still use.
      if (target === 'token' && answer.status < 300 && counts.resets === 0) past(tab).knows = client
    },
    saw({ tab }, status) {
      if (status !== 429) return
      counts.throttled++
      throttledAt = past(tab).throttledAt = world.deviceTime()
    },
    ended: lock.ended,
  }

  return {
    violations,
    counts: () => ({ ...counts, ...record.counts }),
    store,
    network,
    lock,
    accuse,
    /** Checks a text that must not contain a secret. */
    say,
    isRevoked: (client: string) => clients.get(client)?.revoked,
    ownerOf: (token: string) => owners.get(token),
    /** Whether the viewer must still be signed in with this client. */
    mustKnow: (client: string | undefined) =>
      client !== undefined && client === signedIn && !clients.get(client)?.revoked && keepsDevice(),
    /** Whether a reset of a tab has not reached the store yet. */
    isForgetting: () => [...pasts.values()].some(({ forgetting }) => forgetting),
    sentBy: (tab: number) => past(tab).sent,
    reset(tab: number) {
      counts.resets++
      past(tab).resets++
      past(tab).resetting++
      past(tab).written = false
      past(tab).forgetting = true
      past(tab).knows = undefined
    },
    resetSettled: (tab: number, outcome: 'resolved' | 'rejected') => {
      const { resetting } = past(tab)
      past(tab).resetting = resetting - 1
      // There may have been nothing to delete: credentials registered later are not affected.
      if (outcome === 'resolved' && resetting === 1 && past(tab).written) {
        past(tab).forgetting = false
      }
    },
    recordLost(how: Damage) {
      storeIsSound = false
      record.lost()
      // The lease is in the same database.
      if (how === 'deleted') lock.storeFailed()
    },
    clientsRevoked() {
      for (const client of clients.values()) client.revoked = true
    },
    /** The clock was set, without any time passing. */
    clockWasSet() {
      record.clockWasSet()
      lock.clockWasSet()
      // The clock no longer shows when they were registered.
      for (const client of clients.values()) client.at = Number.NaN
      throttledAt = -Infinity
      for (const one of pasts.values()) one.throttledAt = -Infinity
    },
    lockStolen(victim: number) {
      counts.locksStolen++
      lock.stolenFrom(victim)
    },
    sawViewer: () => counts.viewersSeen++,
    crashed(tab: number) {
      past(tab).forgetting = false
      lock.crashed(tab)
    },
  }
}
