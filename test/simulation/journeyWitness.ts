import type { PassEvent } from 'react-adobe-pass'
import { fingerprint } from '../../src/wire/encoding.ts'
import type { Journey } from './journeySchedule.ts'
import { type User, usersIn } from './journeyServer.ts'
import type { NetworkWitness } from './network.ts'
import { parseFields } from './record.ts'
import { createSecrets } from './secrets.ts'
import type { StoreWitness } from './storage.ts'
import type { World } from './world.ts'

/** The shortest interval between two polls with one code, in ms (REST API V2, rule V2). */
const LOOK_PAUSE = 3_000

/** Who calls the server. If the store fails, a page has its own device identifier. */
interface Caller {
  readonly client: string | undefined
  readonly device: string | null
}

/** One sign-in of a viewer, identified by its `userID`. */
interface SignedIn extends User, Caller {
  /** The number of the sign-in, in the order in which the server first reported them. */
  readonly turn: number
  ended?: 'signed out' | 'replaced' | 'elsewhere'
}

/** A sign-in that has started. */
interface Code extends Caller {
  /** By the device's clock. NaN after that clock was set. */
  madeAt: number
  lookedAt: number
  /** The tab that polled last. */
  lookedBy: number
  /** Whether the last poll was answered with a 401: it is sent again, however long that takes. */
  isRepeated: boolean
}

/** The ms for which a code is valid, minus the time of an answer. */
const CODE_LIFE = 1_740_000

/** The history of a tab. */
interface Past {
  /** The viewers that it must no longer show. */
  readonly gone: Set<string>
  /** The registrations whose viewers it has shown. */
  readonly clients: Set<string>
  readonly lostClients: Set<string>
  /** The viewers whose sign-in it has reported as done. */
  readonly signedIn: Set<string>
  /** The code of a sign-in that was under way at a reload, until it is polled again. */
  awaited: string | undefined
  /** The last code that the page received. */
  code: string | undefined
}

/** The stored record of the viewer, read independently of the client. */
interface Stored {
  readonly users: readonly string[]
  readonly owner: unknown
  readonly pick: unknown
  readonly chosen: unknown
}

export type JourneyWitness = ReturnType<typeof createJourneyWitness>

/**
 * Watches everything that enters or leaves the journey, and reports violations. It is longer than
 * the files around it, because it is the list of the promises.
 */
export function createJourneyWitness(world: World, profile: Journey['profile']) {
  const violations: string[] = []
  const accuse = (text: string) => violations.push(`${text} (at ${world.now()} ms)`)
  const secrets = createSecrets()
  const owners = new Map<string, string>()
  const users = new Map<string, SignedIn>()
  const codes = new Map<string, Code>()
  const pasts = new Map<number, Past>()
  /** The viewers that a tab has reported as signed out, and as signed in. */
  const reportedOut = new Set<string>()
  const reportedIn = new Set<string>()
  let storeIsSound = true
  /** The ms by which the device's clock is ahead of the server's. */
  let clockError = 0
  let stored: Stored = { users: [], owner: undefined, pick: undefined, chosen: undefined }
  const writes: { readonly tab: number; readonly stored: Stored }[] = []
  const counts = {
    signIns: 0,
    signOuts: 0,
    looks: 0,
    picks: 0,
    choices: 0,
    decisions: 0,
    found: 0,
    replaced: 0,
  }

  const past = (tab: number): Past => {
    const known = pasts.get(tab) ?? {
      gone: new Set(),
      clients: new Set(),
      lostClients: new Set(),
      signedIn: new Set(),
      awaited: undefined,
      code: undefined,
    }
    pasts.set(tab, known)
    return known
  }
  const say = (where: string, text: string) => {
    const secret = secrets.findIn(text)
    if (secret) accuse(`${secret} is shown in ${where}`)
  }
  const named = (id: string) => {
    const user = users.get(id)
    return user ? `viewer ${user.turn} of ${user.mvpd}` : `somebody (${id})`
  }
  const bearerOf = (headers: Headers) =>
    owners.get(headers.get('authorization')?.slice('Bearer '.length) ?? '')
  const callerOf = (headers: Headers): Caller => ({
    client: bearerOf(headers),
    device: headers.get('ap-device-identifier'),
  })
  const isOf = (user: SignedIn, caller: Caller | undefined) =>
    user.client === caller?.client && user.device === caller?.device

  function end(how: NonNullable<SignedIn['ended']>, which: (user: SignedIn) => boolean) {
    for (const user of users.values()) {
      if (user.ended || !which(user)) continue
      user.ended = how
      reportedIn.delete(user.id)
    }
  }

  const isViewers = (key: string) => key.endsWith(':viewer')

  const store: StoreWitness = {
    wrote(tab, key, _before, after) {
      say(`the record ${key}`, key.endsWith(':viewer') ? JSON.stringify(after) : '')
      if (!isViewers(key)) return
      const { owner, mvpd, chosen, answer } = Object(after)
      stored = {
        users: usersIn(answer).map(({ id }) => id),
        owner,
        pick: Object(mvpd).id,
        chosen,
      }
      writes.push({ tab, stored })
    },
    told() {},
    failed() {
      storeIsSound = false
    },
    resetsOf: () => 0,
  }

  const network: NetworkWitness = {
    sent({ tab, url, headers }) {
      say('an address', url)
      headers.forEach((value, name) => {
        if (name !== 'authorization') say(`the header ${name}`, value)
      })
      const [, code] = /\/profiles\/code\/(\w+)/.exec(url) ?? []
      if (!code) return
      counts.looks++
      if (past(tab).awaited === code) {
        past(tab).awaited = undefined
        counts.found++
      }
      const session = codes.get(code)
      if (!session) return accuse('a code is looked for that nobody was given')
      if (session.isRepeated) {
        session.isRepeated = false
        return
      }
      const since = world.now() - session.lookedAt
      // A page that was left while its poll waited for its turn has noted only when it began.
      const isKnown = session.lookedBy === tab || !world.isBuried(session.lookedBy)
      if (profile.localStorage === 'works' && isKnown && since < LOOK_PAUSE)
        accuse(`the viewer is looked for ${since} ms after the last time`)
      session.lookedAt = world.now()
      session.lookedBy = tab
    },
    answered({ url, headers, body }, { status, text }) {
      if (status >= 300) return
      const fields = parseFields(text)
      const { access_token: token, client_secret: secret, code, decisions } = fields
      const client = new URLSearchParams(body).get('client_id')
      if (typeof secret === 'string') secrets.add('a secret', secret)
      if (typeof token === 'string' && client) {
        owners.set(token, client)
        secrets.add('a token', token)
      }
      if (Array.isArray(decisions)) {
        for (const { token: media } of decisions) {
          if (media) secrets.add('a media token', media.serializedToken)
        }
      }
      const caller = callerOf(headers)
      if (typeof code === 'string' && !codes.has(code))
        codes.set(code, {
          ...caller,
          madeAt: world.deviceTime(),
          lookedAt: -Infinity,
          lookedBy: 0,
          isRepeated: false,
        })
      const [, sessionCode = ''] = /\/profiles\/code\/(\w+)/.exec(url) ?? []
      const { client: owner, device } = codes.get(sessionCode) ?? caller
      for (const user of usersIn(fields)) {
        if (!users.has(user.id))
          users.set(user.id, { ...user, client: owner, device, turn: users.size + 1 })
      }
      const [, mvpd] = /\/logout\/(\w+)/.exec(url) ?? []
      if (mvpd) end('signed out', (user) => isOf(user, caller) && user.mvpd === mvpd)
    },
    delivered({ tab, url }, { status, text }) {
      // A sign-out that was on its way ends what has signed in meanwhile.
      const [, mvpd] = /\/logout\/(\w+)/.exec(url) ?? []
      for (const { id } of [...users.values()].filter((user) => user.mvpd === mvpd)) {
        reportedIn.delete(id)
      }
      const { code } = parseFields(text)
      if (status < 300 && /\/sessions(\/\w+)?$/.test(url) && typeof code === 'string')
        past(tab).code = code
    },
    saw({ url }, status) {
      // The same poll is sent again with another token.
      const session = codes.get(/\/profiles\/code\/(\w+)/.exec(url)?.[1] ?? '')
      if (status === 401 && session) session.isRepeated = true
    },
    ended() {},
  }

  /** From now on, a tab must not show these viewers. */
  const forbid = (tab: number, which: (user: SignedIn) => boolean) => {
    for (const user of users.values()) if (which(user)) past(tab).gone.add(user.id)
  }

  /** A tab shows a viewer as signed in. */
  function sees(tab: number, id: string) {
    const user = users.get(id)
    if (!user) return accuse(`tab ${tab} shows a viewer whom the server does not know`)
    const { client, mvpd, turn } = user
    const own = past(tab)
    if (client) own.clients.add(client)
    if (client && own.lostClients.has(client) && storeIsSound)
      accuse(`tab ${tab} shows ${named(id)}, of a registration that is gone`)
    forbid(tab, (other) => isOf(other, user) && other.mvpd === mvpd && other.turn < turn)
  }

  return {
    violations,
    counts: () => counts,
    accuse,
    say,
    store,
    network,
    clientOf: bearerOf,
    stored: () => stored,
    isSound: () => storeIsSound,
    event(tab: number, event: PassEvent) {
      say('an event', JSON.stringify(event))
      const own = past(tab)
      switch (event.type) {
        case 'signed-out': {
          counts.signOuts++
          // A page that cannot read the store has its own client, and signs out no other one.
          const isTheirs = ({ client = '' }: SignedIn) => storeIsSound || own.clients.has(client)
          const isOut = (user: SignedIn) =>
            user.mvpd === event.mvpd && user.ended === 'signed out' && isTheirs(user)
          forbid(tab, isOut)
          if (!storeIsSound) return
          for (const user of users.values()) if (isOut(user)) reportedOut.add(user.id)
          return
        }
        case 'signed-in':
          if (event.source === 'sign-in') counts.signIns++
          return
        case 'reset':
        case 'credentials-replaced':
          for (const client of own.clients) own.lostClients.add(client)
          own.awaited = undefined
          reportedIn.clear()
          return
        case 'sign-in-failed':
        case 'sign-in-cancelled':
          own.awaited = undefined
          return
        case 'registered':
        case 'token-issued':
        case 'token-restored':
        case 'token-rejected':
        case 'throttled':
        case 'retried':
        case 'storage-unavailable':
        case 'mvpd-picked':
        case 'authorization':
      }
    },
    /** Checks what a tab shows: its profiles, its finished sign-in, and viewers elsewhere. */
    shows(
      tab: number,
      {
        profiles,
        signedIn,
        others,
      }: {
        readonly profiles: readonly string[]
        readonly signedIn: string | undefined
        readonly others: readonly (readonly [where: string, id: string])[]
      },
    ) {
      for (const id of profiles) sees(tab, id)
      const everywhere = [
        ...profiles.map((id) => ['its profiles', id] as const),
        ...(signedIn ? [['its sign-in', signedIn] as const] : []),
        ...others,
      ]
      counts.decisions += others.length
      for (const [where, id] of everywhere) {
        if (past(tab).gone.has(id)) accuse(`tab ${tab} shows ${named(id)} in ${where}, who is gone`)
      }
    },
    /** A tab shows a sign-in as done. */
    signedIn(tab: number, id: string) {
      past(tab).awaited = undefined
      const user = users.get(id)
      if (!user || user.ended || !storeIsSound || past(tab).signedIn.has(id)) return
      past(tab).signedIn.add(id)
      reportedIn.add(id)
    },
    checkStore() {
      for (const id of stored.users) {
        if (reportedOut.has(id)) accuse(`${named(id)} is stored again after the sign-out`)
      }
      if (!storeIsSound) return
      for (const id of reportedIn) {
        const user = users.get(id)
        // By the server's clock or by the device's.
        const latest = world.deviceTime() + Math.max(0, -clockError)
        const isOver = !user || user.notAfter <= latest
        const isOther = stored.owner !== fingerprint(user?.client ?? '')
        if (isOver || isOther) reportedIn.delete(id)
        else if (!stored.users.includes(id))
          accuse(`the sign-in of ${named(id)} was reported, and is not stored`)
      }
    },
    /** A tab starts a change of the record. Call the result when the tab reports it as done. */
    changes(tab: number, what: 'pick' | 'chosen', value: string | undefined) {
      const from = writes.length
      const wasSound = storeIsSound
      return () => {
        counts[what === 'pick' ? 'picks' : 'choices']++
        const own = writes.slice(from).filter((write) => write.tab === tab)
        if (!wasSound || !storeIsSound) return
        if (what === 'chosen' && own.length) return
        if (!own.some((write) => write.stored[what] === value))
          accuse(`tab ${tab} says that its ${what} is stored, and it is not`)
      }
    },
    /** A viewer logs in at a TV provider, in the session of a code. */
    logsIn(code: string, mvpd: string) {
      const session = codes.get(code)
      const before = [...users.values()].filter(({ ended }) => !ended).length
      end('replaced', (user) => isOf(user, session) && user.mvpd === mvpd)
      if ([...users.values()].filter(({ ended }) => !ended).length < before) counts.replaced++
    },
    /** The server ends all sign-ins, or revokes their clients. */
    signInsEnd: () => end('elsewhere', () => true),
    clockWasSet(by: number) {
      clockError += by
      for (const code of codes.values()) {
        code.lookedAt = -Infinity
        code.madeAt = Number.NaN
      }
    },
    slept(ms: number) {
      for (const code of codes.values()) code.lookedAt -= ms
    },
    /** A page was left during a sign-in. The next page of its tab must continue it. */
    awaits(tab: number, code: string) {
      const age = world.deviceTime() - (codes.get(code)?.madeAt ?? Number.NaN)
      // An expired sign-in is not continued.
      past(tab).awaited = age < CODE_LIFE ? code : undefined
      past(tab).code = code
    },
    awaited: (tab: number) => past(tab).awaited,
    codeOf: (tab: number) => past(tab).code,
    forgetAwaited(tab: number) {
      past(tab).awaited = undefined
    },
  }
}
