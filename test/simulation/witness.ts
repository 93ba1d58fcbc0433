import type { NetworkWitness, Sent } from './network.ts'
import { type Kept, parseFields, readKept } from './record.ts'
import { createSecrets } from './secrets.ts'
import { ORIGIN } from './server.ts'
import type { StoreWitness } from './storage.ts'
import type { World } from './world.ts'

const CLIENT_UNKNOWN = 'invalid_access_token_client_application'
const TEN_MINUTES = 600_000

/** The server's word that a client is not valid. */
interface Refusal {
  readonly tab: number
  readonly kind: string
  readonly answered: number
  readonly delivered: number
}

/** What one tab has been through. */
interface Past {
  resets: number
  /** Calls of `reset()` that have not settled. */
  resetting: number
  /** Whether the store may still have to be told of a reset. */
  forgetting: boolean
  /** The client whose credentials this tab has certainly seen and not been told to forget. */
  knows: string | undefined
  throttledAt: number
  sent: number
}

export type Witness = ReturnType<typeof createWitness>

/**
 * Looks at everything that crosses the border of the code under test, and says what must not be:
 * `violations` is empty as long as all promises are kept.
 */
export function createWitness(
  world: World,
  profile: { readonly locks: string; readonly update: boolean; readonly localStorage: string },
  isMain: (key: string) => boolean,
  onFirstKept: () => void,
) {
  const violations: string[] = []
  const secrets = createSecrets()
  /** Issued and not revoked, with what is known of each. */
  const clients = new Map<
    string,
    { readonly secret: string; readonly at: number; revoked: boolean }
  >()
  const owners = new Map<string, string>()
  const refusals = new Map<string, Refusal[]>()
  const forgotten = new Set<string>()
  const inFlight = new Set<Sent>()
  const pasts = new Map<number, Past>()
  const frozen = new Set<number>()
  const crashed = new Set<number>()
  const devices = new Set<string>()
  /** Whether the store has always done what it was asked. */
  let storeIsSound = true
  /** The client that the viewer has signed in with. */
  let signedIn: string | undefined
  /** Tabs whose lock was taken from them. */
  const robbed = new Set<number>()
  /** Without `update`, a tab whose lock was taken from it may still write over what others have stored. */
  const isAtomic = () => robbed.size === 0 || profile.update || profile.locks !== 'web'
  const keepsDevice = () => storeIsSound && isAtomic()
  let lockIsBroken = profile.locks === 'forbidden'
  let throttledAt = -Infinity
  let lease: { readonly owner: unknown; readonly tab: number } | undefined
  let leaseSince = 0
  let replacedAt = -Infinity
  let clockWasSet = -Infinity
  const counts = {
    ...{ registrations: 0, minted: 0, kept: 0, replaced: 0, resets: 0 },
    ...{ locksStolen: 0, throttled: 0, viewersSeen: 0 },
  }

  const accuse = (text: string) => violations.push(`${text} (at ${world.now()} ms)`)
  const past = (tab: number): Past => {
    const known = pasts.get(tab)
    if (known) return known
    const fresh = {
      resets: 0,
      resetting: 0,
      forgetting: false,
      knows: undefined,
      throttledAt: -Infinity,
      sent: 0,
    }
    pasts.set(tab, fresh)
    return fresh
  }
  const mayForget = (tab: number) => past(tab).forgetting || past(tab).resetting > 0
  const say = (where: string, text: string) => {
    const secret = secrets.findIn(text)
    if (secret) accuse(`${secret} is shown in ${where}`)
  }

  /** Whether the server has said twice, a second apart, that this client is not valid. */
  function isRefused(id: string): boolean {
    const of = refusals.get(id) ?? []
    return of.some((first) =>
      of.some(
        (second) =>
          first.tab === second.tab &&
          first.kind === second.kind &&
          second.answered - first.delivered >= 1_000,
      ),
    )
  }

  function checkChange(tab: number, before: Kept, after: Kept) {
    if (after.state === 'lost') return accuse('a tab has stored what is no record')
    const { id, secret } = after
    if (id && clients.get(id)?.secret !== secret)
      accuse('credentials that nobody issued are stored')
    if (id && after.token && owners.get(after.token) !== id)
      accuse('a token is stored beside credentials that it does not belong to')
    if (!isAtomic()) return
    if (after.state === 'none') {
      if (before.state === 'held') {
        if (!mayForget(tab)) accuse('credentials are dropped, and nobody asked for that')
        else if (before.id) forgotten.add(before.id)
      }
      past(tab).knows = undefined
      return
    }
    if (!id || id === before.id) return
    if (forgotten.has(id)) accuse('credentials that were forgotten are stored again')
    counts.kept++
    if (!signedIn) {
      signedIn = id
      onFirstKept()
    }
    if (before.state !== 'held' || !before.id || id === before.previous) return
    if (mayForget(tab)) return void forgotten.add(before.id)
    counts.replaced++
    if (!isRefused(before.id))
      accuse('credentials are replaced that the server has not refused twice')
    const since = (clients.get(id)?.at ?? 0) - replacedAt
    if (since < TEN_MINUTES && clockWasSet < replacedAt)
      accuse(`credentials are replaced ${since} ms after the last time`)
    replacedAt = clients.get(id)?.at ?? 0
  }

  function checkLease(tab: number, after: unknown) {
    const { until = 0, owner } = Object(after)
    // Whoever takes it from a tab that lives has not waited for its end.
    if (lease && lease.owner !== owner && !crashed.has(lease.tab)) lockIsBroken = true
    if (lease?.owner !== owner) leaseSince = world.now()
    lease = until > world.deviceTime() ? { owner, tab } : undefined
  }

  const store: StoreWitness = {
    wrote(tab, key, before, after) {
      if (isMain(key)) checkChange(tab, readKept(before), readKept(after))
      else say(`the record ${key}`, JSON.stringify(after))
      if (key.endsWith(':lease')) checkLease(tab, after)
      say('a key of the store', key)
    },
    told(tab, kind, key, value, resets) {
      if (!isMain(key) || resets !== past(tab).resets) return
      const { state, id } = readKept(value)
      if (kind === 'write' && state === 'none') past(tab).forgetting = false
      if (state !== 'lost') past(tab).knows = id
    },
    failed(tab) {
      storeIsSound = false
      if (past(tab).resetting) past(tab).forgetting = true
      if (profile.locks === 'lease') lockIsBroken = true
    },
    resetsOf: (tab) => past(tab).resets,
  }

  const network: NetworkWitness = {
    sent(request) {
      const { tab, target, url, headers, body, at } = request
      const { knows, throttledAt: own } = past(tab)
      past(tab).sent++
      if (!url.startsWith(`${ORIGIN}/`)) accuse(`a request goes to ${url}`)
      say('an address', url)
      headers.forEach((value, name) => {
        if (name !== 'authorization' || target !== 'api') say(`the header ${name}`, value)
      })
      const device = headers.get('ap-device-identifier')
      if (device) devices.add(device)
      if (devices.size > 1 && keepsDevice()) accuse('the device identifier has changed')
      const secret = secrets.findIn(body)
      if (
        secret &&
        !(target === 'register' && secret === 'the statement') &&
        !(target === 'token' && secret === 'a secret')
      )
        accuse(`${secret} is sent to ${target}`)

      const since = at - Math.max(own, profile.localStorage === 'works' ? throttledAt : -Infinity)
      if (since < 1_000 && clockWasSet < at - since)
        accuse(`a request goes out ${since} ms after a 429`)

      if (target === 'register' && knows && !mayForget(tab) && !isRefused(knows))
        accuse('a tab registers although it knows credentials')
      if (target === 'register') counts.registrations++
      if (target === 'token') checkAlone(request)
      inFlight.add(request)
    },
    answered({ target, body }, { status, text }) {
      const { client_id: id, client_secret: secret, access_token: token } = parseFields(text)
      if (status >= 300) return
      if (target === 'register' && typeof id === 'string' && typeof secret === 'string') {
        clients.set(id, { secret, at: world.now(), revoked: false })
        secrets.add('a secret', secret)
      }
      const client = new URLSearchParams(body).get('client_id')
      if (target === 'token' && typeof token === 'string' && client) {
        counts.minted++
        owners.set(token, client)
        secrets.add('a token', token)
      }
    },
    delivered({ tab, target, body, headers }, { status, text, at }) {
      const { error, code } = parseFields(text)
      const kind = status === 401 && code === CLIENT_UNKNOWN ? CLIENT_UNKNOWN : error
      const bearer = headers.get('authorization')?.slice('Bearer '.length) ?? ''
      const client =
        target === 'api' ? owners.get(bearer) : new URLSearchParams(body).get('client_id')
      if (!client) return
      if (status < 300 && target === 'token') {
        refusals.set(
          client,
          (refusals.get(client) ?? []).filter(
            (one) => one.tab !== tab || one.kind === CLIENT_UNKNOWN,
          ),
        )
        // A flight that a reset has overtaken says nothing of what the tab may still use.
        if (counts.resets === 0) past(tab).knows = client
      }
      const counted =
        target === 'api'
          ? kind === CLIENT_UNKNOWN
          : kind === 'invalid_client' && (status === 400 || status === 401)
      if (!counted) return
      const refusal = { tab, kind: String(kind), answered: at, delivered: world.now() }
      refusals.set(client, [...(refusals.get(client) ?? []), refusal])
    },
    saw({ tab }, status) {
      if (status !== 429) return
      counts.throttled++
      throttledAt = past(tab).throttledAt = world.now()
    },
    ended: (request) => inFlight.delete(request),
  }

  function checkAlone({ tab, at }: Sent) {
    if (lockIsBroken || robbed.has(tab)) return
    if (profile.locks === 'lease' && at - leaseSince > 30_000) return
    for (const other of inFlight) {
      if (other.target !== 'token' || other.tab === tab) continue
      if (frozen.has(other.tab) || robbed.has(other.tab)) continue
      accuse('two tabs ask for a token at the same time')
    }
  }

  return {
    violations,
    counts,
    store,
    network,
    accuse,
    say,
    clients,
    /** Whether the viewer who has signed in must still be signed in with this client. */
    mustKnow: (id: string | undefined) =>
      id !== undefined && id === signedIn && !clients.get(id)?.revoked && keepsDevice(),
    ownerOf: (token: string) => owners.get(token),
    isRefused,
    /** Whether a tab still has to tell the store of a reset. */
    isForgetting: () => [...pasts.values()].some(({ forgetting }) => forgetting),
    sentBy: (tab: number) => past(tab).sent,
    reset(tab: number) {
      counts.resets++
      past(tab).resets++
      past(tab).resetting++
      past(tab).forgetting = true
      past(tab).knows = undefined
    },
    resetSettled: (tab: number) => past(tab).resetting--,
    lostRecord() {
      storeIsSound = false
      replacedAt = -Infinity
      // Whoever has not heard of a reset brings back what it knows.
      forgotten.clear()
    },
    revokedClients() {
      for (const client of clients.values()) client.revoked = true
    },
    setClock() {
      clockWasSet = world.now()
      if (profile.locks === 'lease') lockIsBroken = true
    },
    stolenFrom(tab: number) {
      counts.locksStolen++
      robbed.add(tab)
    },
    sawViewer: () => counts.viewersSeen++,
    froze(tab: number) {
      frozen.add(tab)
      if (profile.locks === 'lease') lockIsBroken = true
    },
    thawed: (tab: number) => frozen.delete(tab),
    crashed(tab: number) {
      crashed.add(tab)
      past(tab).forgetting = false
      for (const request of inFlight) if (request.tab === tab) inFlight.delete(request)
    },
  }
}
