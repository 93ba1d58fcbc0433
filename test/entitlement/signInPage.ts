import { type SignInState, useSignIn } from 'react-adobe-pass/entitlement'
import {
  answering,
  elapse,
  emulator,
  type JourneyOptions,
  jump,
  logIn,
  renderJourney,
  stubPopup,
} from './testbed.tsx'

export type Status = SignInState['status']

/** A page with `useSignIn`, and helpers for what the browser and the viewer do. */
export async function openPage(options: JourneyOptions = {}) {
  const { popup, open } = stubPopup()
  const left: string[] = []
  const asked: Record<string, string>[] = []
  const navigate = (url: string) => void left.push(url)
  let held: (() => void) | undefined
  const fetch = answering(
    '/sessions',
    async ({ nth, body, real }) => {
      asked.push(Object.fromEntries(new URLSearchParams(body)))
      if (held && nth === 1) await new Promise<void>((go) => (held = go))
      return real()
    },
    options.fetch,
  )
  const page = await renderJourney(useSignIn, { ...options, fetch })
  return {
    ...page,
    get now() {
      return page.now
    },
    get status() {
      return page.now.status
    },
    popup,
    open,
    /** The URLs that the page navigated to. */
    left,
    /** The parameters of each request for a new session. */
    asked,
    navigate,
    /** Delays the response to the first session request until `release`. */
    hold: () => {
      held = () => {}
    },
    release: async () => {
      held?.()
      await elapse(0)
    },
  }
}

export type Page = Awaited<ReturnType<typeof openPage>>

/** The MVPD that the viewer signs in with. */
export const mvpd = 'Lumenwave'

/** Starts a sign-in in a popup. */
export const inPopup = (page: Page) => page.click(({ signIn }) => signIn({ mvpd }))

/** Brings the popup back to the page's origin, after a login or another action. */
export async function comeBack({ popup }: Page, action?: string) {
  popup.at = (await logIn(popup.visited.at(-1) ?? '', action)) ?? undefined
  await elapse(1_000)
}

/** Brings a page into each state. */
export const reach: Record<Status, (page: Page) => Promise<unknown>> = {
  idle: async () => {},
  starting: async (page) => {
    page.hold()
    await inPopup(page)
  },
  'needs-parameters': (page) => page.click(({ signIn }) => signIn()),
  'popup-open': inPopup,
  'popup-blocked': async (page) => {
    page.popup.blocked = true
    await inPopup(page)
    page.popup.blocked = false
  },
  'popup-closed': async (page) => {
    await inPopup(page)
    page.popup.closed = true
    await elapse(1_000)
  },
  redirecting: ({ click, navigate }) =>
    click(({ signIn }) => signIn({ mvpd, screen: 'redirect', navigate })),
  'second-screen': ({ click }) =>
    click(({ signIn }) => signIn({ mvpd, screen: 'second-screen', redirectUrl: location.href })),
  checking: async (page) => {
    await inPopup(page)
    await comeBack(page, 'cancel')
  },
  'not-signed-in': async (page) => {
    await inPopup(page)
    await comeBack(page, 'cancel')
    await elapse(9_000)
  },
  expired: async (page) => {
    await inPopup(page)
    await jump(1_800_000)
  },
  'signed-in': async (page) => {
    await inPopup(page)
    await comeBack(page)
  },
  error: async (page) => {
    emulator.fail('invalid_integration')
    await inPopup(page)
  },
}
