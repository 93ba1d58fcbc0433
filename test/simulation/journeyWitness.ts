import type { PassEvent } from 'react-adobe-pass'
import { fingerprint } from '../../src/wire/encoding.ts'
import type { Journey } from './journeySchedule.ts'
import { type User, usersIn } from './journeyServer.ts'
import type { NetworkWitness } from './network.ts'
import { parseFields } from './record.ts'
import { createSecrets } from './secrets.ts'
import type { StoreWitness } from './storage.ts'
import type { World } from './world.ts'

/** ms that two looks for the viewer of one code are apart at least (REST API V2, rule V2). */
const LOOK_PAUSE = 3_000

/** Whom the server answers: a device identifier is kept for the page alone where the store fails. */
interface Caller {
  readonly client: string | undefined
  readonly device: string | null
}

/** One sign-in of a viewer, by the `userID` that it came with. */
interface SignedIn extends User, Caller {
  /** Counts the sign-ins, in the order in which the server first told of them. */
  readonly turn: number
  ended?: 'signed out' | 'replaced' | 'elsewhere'
}

/** A sign-in that has begun. */
interface Code extends Caller {
  /** By the device's clock; not known once that was set. */
  madeAt: number
  lookedAt: number
}

/** ms that a code is good for, less what an answer takes. */
const CODE_LIFE = 1_740_000

/** What a tab has been through. */
interface Past {
  /** The viewers that it must not show any more. */
  readonly gone: Set<string>
  /** The registrations whose viewers it has shown. */
  readonly clients: Set<string>
  readonly lostClients: Set<string>
  /** The viewers of whose sign-in it has said that it is done. */
  readonly signedIn: Set<string>
  /** The code of a sign-in that was under way when the page was reloaded, until it is found. */
  awaited: string | undefined
  /** The code that the page was last given. */
  code: string | undefined
}

/** What is stored of the viewer, read by other eyes than the client's. */
interface Stored {
  readonly users: readonly string[]
  readonly owner: unknown
  readonly pick: unknown
  readonly chosen: unknown
}

export type JourneyWitness = ReturnType<typeof createJourneyWitness>

/**
 * Looks at everything that crosses the border of the journey, and says what must not be. Longer than
 * its neighbours, for it is the list of the promises.
 */
export function createJourneyWitness(world: World, profile: Journey['profile']) {
  const violations: string[] = []
  const accuse = (text: string) => violations.push(`${text} (at ${world.now()} ms)`)
  const secrets = createSecrets()
  const owners = new Map<string, string>()
  const users = new Map<string, SignedIn>()
  const codes = new Map<string, Code>()
  const pasts = new Map<number, Past>()
  /** The viewers of whom a tab has said that they are signed out, and that they are signed in. */
  const reportedOut = new Set<string>()
  const reportedIn = new Set<string>()
  let storeIsSound = true
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
      const since = world.now() - session.lookedAt
      if (profile.localStorage === 'works' && since < LOOK_PAUSE)
        accuse(`the viewer is looked for ${since} ms after the last time`)
      session.lookedAt = world.now()
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
        codes.set(code, { ...caller, madeAt: world.deviceTime(), lookedAt: -Infinity })
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
      const { code } = parseFields(text)
      if (status < 300 && /\/sessions(\/\w+)?$/.test(url) && typeof code === 'string')
        past(tab).code = code
    },
    saw({ url }, status) {
      // The same look is sent again, with another token.
      const session = codes.get(/\/profiles\/code\/(\w+)/.exec(url)?.[1] ?? '')
      if (status === 401 && session) session.lookedAt = -Infinity
    },
    ended() {},
  }

  /** A viewer must not be shown by a tab any more. */
  const forbid = (tab: number, which: (user: SignedIn) => boolean) => {
    for (const user of users.values()) if (which(user)) past(tab).gone.add(user.id)
  }

  /** A tab shows a viewer as the one who is signed in. */
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
          // A page that could not read the store has a client of its own, and signs nobody else out.
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
    /** What a tab shows: in its record, as the end of a sign-in, and what it has of them elsewhere. */
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
    /** A sign-in is shown as done. */
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
        const isOver = !user || user.notAfter <= world.deviceTime()
        const isOther = stored.owner !== fingerprint(user?.client ?? '')
        if (isOver || isOther) reportedIn.delete(id)
        else if (!stored.users.includes(id))
          accuse(`the sign-in of ${named(id)} was reported, and is not stored`)
      }
    },
    /** A tab begins to change what is stored; gives what is to be called when it says that it is done. */
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
    /** Somebody logs in at a TV provider, in the session of a code. */
    logsIn(code: string, mvpd: string) {
      const session = codes.get(code)
      const before = [...users.values()].filter(({ ended }) => !ended).length
      end('replaced', (user) => isOf(user, session) && user.mvpd === mvpd)
      if ([...users.values()].filter(({ ended }) => !ended).length < before) counts.replaced++
    },
    /** The sign-ins end at the server, or their clients do. */
    signInsEnd: () => end('elsewhere', () => true),
    clockWasSet() {
      // What is stored may be of a time to come, and counts for nothing then.
      reportedIn.clear()
      for (const code of codes.values()) {
        code.lookedAt = -Infinity
        code.madeAt = Number.NaN
      }
    },
    slept(ms: number) {
      for (const code of codes.values()) code.lookedAt -= ms
    },
    /** A page was left in the middle of a sign-in; the next one of its tab has to go on with it. */
    awaits(tab: number, code: string) {
      const age = world.deviceTime() - (codes.get(code)?.madeAt ?? Number.NaN)
      // One that is over is not gone on with.
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
