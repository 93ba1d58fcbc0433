import type { Page } from 'playwright-core'
import { logIn } from '../pages/journeyTestbed.ts'
import { type Scene, soon } from '../pages/testbed.ts'
import { Broken } from './broken.ts'
import type { Fault } from './faults.ts'
import type { Moment } from './moments.ts'
import { markPage, readPage, readStored, type Seen } from './readPage.ts'

/** The result of a cell. */
export interface Cell {
  readonly moment: Moment
  /** `yes` as without the fault, `this visit` if it is not stored, else what the viewer gets. */
  readonly outcome: string
  /** The promises that it has broken. */
  readonly broken: readonly string[]
}

interface RowOptions {
  readonly fault?: Fault | undefined
  /** The name of a mistake of the application, from page/variants.tsx. */
  readonly variant?: string | undefined
  /** The ms after which a step of a cell counts as hanging. Default: the timeout of `soon`. */
  readonly patience?: number
}

const MVPD = 'Lumenwave'
/** SHA-256 of viewer@example.com. */
const HASH = '0ad80c7f6dff0dceded893acb06a69e86b27b9f978bc164cee272714dc4cac9b'

const isSettled = ({ text }: Seen) =>
  text['profile'] !== 'pending' && text['list'] !== 'pending' && text['call'] !== 'pending'
const isSignedIn = ({ text }: Seen) => text['profile'] === 'signed-in'
const isOver = ({ text }: Seen) =>
  /^(signed-in|not-signed-in|error|expired)$/.test(text['sign-in'] ?? '')

/**
 * Runs the cells of one fault in one browser profile, one after another. Each cell ends with a page
 * without the fault, and all but a first visit start with one.
 */
export async function runRow(
  { context, emulator, count, origins }: Scene,
  chosen: readonly Moment[],
  { fault, variant, patience = soon.timeout }: RowOptions,
): Promise<readonly Cell[]> {
  const [origin = '', home = ''] = origins
  const statement = await emulator.softwareStatement()
  const address = (more: Readonly<Record<string, string | undefined>> = {}) => {
    const given = Object.entries({ origin, statement, ...more }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    return `${home}/?${new URLSearchParams(given)}`
  }

  const uncaught: string[] = []
  context.on('weberror', (event) => uncaught.push(event.error().message))

  /** Resolves with the first result of `look` that is not `undefined`. */
  async function poll<T>(
    what: string,
    look: () => Promise<T | undefined>,
    ms = patience,
  ): Promise<T> {
    for (const end = Date.now() + ms; Date.now() < end; ) {
      const found = await look()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return broken(`it hangs: ${what}`)
  }

  /** Reads a page, and returns what it shows if `isSo` is true. */
  async function see(page: Page, isSo: (seen: Seen) => boolean): Promise<Seen | undefined> {
    const seen = await readPage(page)
    if (seen && !seen.hasTree && uncaught.length) broken("React's tree is gone")
    return seen?.hasTree && isSo(seen) ? seen : undefined
  }

  /** Resolves with what a page shows once `isSo` is true. */
  const until = (page: Page, what: string, isSo: (seen: Seen) => boolean) =>
    poll(what, () => see(page, isSo), page === sound ? soon.timeout : patience)

  /** Resolves once a page has left for the MVPD, or once `isSo` is true. */
  async function untilAway(page: Page, isSo: (seen: Seen) => boolean): Promise<Seen | undefined> {
    const form = page.getByLabel('User name')
    const seen = await poll('the page leaves', async () =>
      (await form.isVisible()) ? 'away' : see(page, isSo),
    )
    return seen === 'away' ? undefined : seen
  }

  const sound = await context.newPage()
  async function openSound() {
    await sound.goto(address())
    return until(sound, 'a sound page loads', isSettled)
  }
  /** Leaves the page without a fault, so that it cannot restore what another page loses. */
  const leaveSound = () => sound.goto('about:blank')

  async function askAgain(status: 'signed-in' | 'signed-out') {
    await sound.getByRole('button', { name: 'Ask again' }).click()
    await until(sound, `a sound page is ${status}`, ({ text }) => text['profile'] === status)
  }

  /** Stores credentials and the viewer's state. Resolves with the ids of the stored clients. */
  async function prepare(viewer: 'signed-in' | 'signed-out'): Promise<string> {
    await openSound()
    emulator.signOutElsewhere()
    await askAgain('signed-out')
    if (viewer === 'signed-in') {
      emulator.signIn(MVPD)
      await askAgain('signed-in')
    }
    // The page shows an answer before it is stored.
    const expected = viewer === 'signed-in' ? MVPD : ''
    const { clients } = await poll('what is known of the viewer is stored', async () => {
      const stored = await readStored(sound)
      return stored.mvpds === expected ? stored : undefined
    })
    await leaveSound()
    return clients
  }

  /** Checks with a page without the fault what the cell has left behind. */
  async function lookAfterwards(before: string | undefined, found: string[]) {
    const registrations = count('/register')
    const seen = await openSound()
    const registered = count('/register') - registrations
    const { clients } = await readStored(sound)
    await leaveSound()
    if (seen.text['call'] !== 'success') found.push('a sound page does not work afterwards')
    if (before !== undefined && (registered > 0 || clients !== before)) {
      found.push('the credentials are lost')
    }
    return { isSignedIn: isSignedIn(seen), isRemembered: registered === 0 }
  }

  async function open(screen?: string) {
    const page = await context.newPage()
    await page.goto(address({ fault: fault?.name, variant, screen }))
    const seen = await until(page, 'the page loads', isSettled)
    if (fault && !seen.isBroken) broken('the fault is not in')
    return { page, seen }
  }

  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()

  /** The viewer signs in at the MVPD, in a separate page. */
  async function follow(link: string | undefined) {
    if (!link) broken('there is no link to the MVPD')
    const other = await context.newPage()
    await other.goto(link)
    await logIn(other)
  }

  /** `yes` if the viewer is signed in, otherwise the names of the errors. */
  const signedIn = (seen: Seen): string => {
    if (isSignedIn(seen) || seen.text['sign-in'] === 'signed-in') return 'yes'
    if (seen.text['sign-in'] === 'error') return errorsOf(seen)
    return broken(`the viewer is not found: ${seen.text['sign-in']}, ${seen.text['profile']}`)
  }

  const cells: Readonly<Record<Moment, () => Promise<readonly [Page, string]>>> = {
    async 'first visit'() {
      const { page, seen } = await open()
      const { profile, list, call, hash = '' } = (await hashed(page)).text
      const works = profile === 'signed-out' && list === 'success' && call === 'success'
      if (/^[0-9a-f]+$/.test(hash) && hash !== HASH) broken('hashIdentity gives a wrong hash')
      if (!works) return [page, errorsOf(seen)]
      return [page, hash === HASH ? 'yes' : `yes, hashIdentity: ${hash}`]
    },
    async 'warm start'() {
      const { page, seen } = await open()
      return [page, isSignedIn(seen) ? 'yes' : notKnown(seen)]
    },
    async popup() {
      const { page } = await open('popup')
      await press(page, 'Sign in')
      const { text, link } = await until(
        page,
        'a popup opens, or does not',
        (seen) => seen.text['sign-in']?.startsWith('popup-') || isOver(seen),
      )
      if (text['sign-in'] === 'error') return [page, errorsOf(await read(page))]
      const find = async () => context.pages().find((other) => other !== page && other !== sound)
      // Playwright may report the popup later than the page does.
      const isReal = text['sign-in'] === 'popup-open' && fault?.api !== 'window.open'
      const popup = isReal ? await poll('a popup is there', find) : await find()
      if (popup) {
        await logIn(popup)
        const seen = await until(page, 'the popup is back', (now) => isOver(now) || isSignedIn(now))
        return [page, signedIn(seen)]
      }
      await follow(link)
      // A window that shows nothing does not close either: the viewer reloads the page.
      if (text['sign-in'] === 'popup-open') await page.reload()
      await until(page, 'the viewer of the link is found', isSignedIn)
      return [page, `${text['sign-in']}, with a link`]
    },
    async redirect() {
      const { page } = await open('redirect')
      await press(page, 'Sign in')
      const stays = fault?.api === 'location'
      const seen = await untilAway(page, ({ text }) =>
        (stays ? /^(redirecting|error)$/ : /^error$/).test(text['sign-in'] ?? ''),
      )
      if (seen?.text['sign-in'] === 'error') return [page, errorsOf(await read(page))]
      if (seen?.link) await page.goto(seen.link)
      await logIn(page)
      const back = await until(
        page,
        'the viewer comes back',
        (now) => isSettled(now) && (isOver(now) || now.text['sign-in'] === 'idle'),
      )
      if (seen) return [page, `${seen.text['sign-in']}, with a link`]
      // The registration of the page before is lost, and its session with it.
      const isExpired = back.text['sign-in'] === 'expired' && fault?.api === 'indexedDB'
      return [page, isExpired ? 'expired' : signedIn(back)]
    },
    async code() {
      const { page } = await open('second-screen')
      await press(page, 'Sign in')
      const { text, link } = await until(page, 'a code is shown', (seen) =>
        /^(second-screen|error)$/.test(seen.text['sign-in'] ?? ''),
      )
      if (text['sign-in'] === 'error') return [page, errorsOf(await read(page))]
      await follow(link)
      const seen = await until(page, 'the viewer of the code is found', isOver)
      return [page, signedIn(seen)]
    },
    async playback() {
      const { page, seen: before } = await open()
      await press(page, 'Watch')
      const seen = await until(page, 'a decision comes', ({ text }) => text['watch'] !== '')
      if (!isSignedIn(before)) return [page, notKnown(before)]
      return [page, seen.text['watch'] === 'a token' ? 'yes' : errorsOf(seen)]
    },
    async 'sign-out'() {
      const { page, seen: before } = await open()
      await markPage(page)
      const told = count(`/logout/${MVPD}`)
      await press(page, 'Sign out')
      const seen = await until(
        page,
        'the viewer is signed out',
        (now) => isSettled(now) && (now.text['signed-out'] !== '' || !now.isMarked),
      )
      if (!isSignedIn(before)) return [page, notKnown(before)]
      const isTold = count(`/logout/${MVPD}`) > told
      const stays = seen.isMarked && isSignedIn(seen)
      return [page, isTold && !stays ? 'yes' : errorsOf(seen)]
    },
  }

  /** Waits for `hashIdentity`, which is independent of the rest and may answer later. */
  const hashed = (page: Page) =>
    until(page, 'hashIdentity answers', ({ text }) => text['hash'] !== '')
  const read = (page: Page) => until(page, 'the page is there', () => true)

  async function run(moment: Moment): Promise<Cell> {
    const found: string[] = []
    uncaught.length = 0
    let outcome = 'hangs'
    const before =
      moment === 'first visit'
        ? undefined
        : await prepare(/popup|redirect|code/.test(moment) ? 'signed-out' : 'signed-in')
    const registrations = count('/register')
    try {
      const [page, came] = await cells[moment]()
      outcome = came
      for (const { name, message, isPassError } of (await read(page)).errors) {
        if (!isPassError) found.push(`it rejects with ${name}: ${message}`)
      }
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      found.push(error.message)
    }
    for (const other of context.pages()) if (other !== sound) await other.close()
    found.push(...uncaught.map((message) => `uncaught: ${message}`))
    uncaught.length = 0

    const { isSignedIn: stillSignedIn, isRemembered } = await lookAfterwards(before, found)
    const works = outcome.startsWith('yes') || outcome.endsWith('with a link')
    if (moment === 'first visit' && count('/register') - registrations > 2) {
      found.push('it registers more than twice')
    }
    if (/warm start|playback/.test(moment) && !stillSignedIn) found.push('the viewer is lost')
    const remembered =
      moment === 'first visit'
        ? isRemembered
        : moment === 'sign-out'
          ? !stillSignedIn
          : stillSignedIn
    if (works && !remembered) outcome = thisVisit(outcome)
    return { moment, outcome, broken: found }
  }

  const done: Cell[] = []
  for (const moment of chosen) done.push(await run(moment))
  return done
}

const thisVisit = (outcome: string) =>
  outcome.startsWith('yes') ? outcome.replace('yes', 'this visit') : `${outcome}, this visit`

/** Ends a cell, because it breaks a promise. */
function broken(what: string): never {
  throw new Broken(what)
}

const namesOf = ({ errors }: Seen) => [...new Set(errors.map(({ name }) => name))]

/** The names of the errors that the viewer gets if it does not work. */
const errorsOf = (seen: Seen): string =>
  namesOf(seen).join(', ') ||
  broken(`it does not work, and says nothing: ${JSON.stringify(seen.text)}`)

/** The outcome if the page does not know the signed-in viewer. */
const notKnown = (seen: Seen): string =>
  seen.text['profile'] === 'signed-out' ? 'sign in again' : errorsOf(seen)
