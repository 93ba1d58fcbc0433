import { QueryClient } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { PassClient, PassClientOptions } from 'react-adobe-pass'
import { afterEach, vi } from 'vitest'
import { calls, emulator, inApp, makePass } from '../react/testbed.tsx'

export { elapse, emulator, stopTime } from '../react/testbed.tsx'

afterEach(() => sessionStorage.clear())

/** Renders a hook of the journey in a page of its own; `reload` is the same browser's next page. */
export async function renderJourney<T>(
  hook: () => T,
  {
    pass,
    queryClient = new QueryClient(),
    ...options
  }: Partial<PassClientOptions> & { pass?: PassClient; queryClient?: QueryClient } = {},
) {
  const client = pass ?? (await makePass(options))
  // A signature is checked on another thread: held time would run away from it.
  await client.getToken()
  const rendered = renderHook(hook, {
    wrapper: ({ children }) => inApp(client, queryClient, children),
  })
  return {
    ...rendered,
    pass: client,
    queryClient,
    count: (path: string) => calls(client, path),
    /** The hook's own functions, called as a click does. */
    click: (work: (current: T) => unknown) =>
      act(async () => {
        await work(rendered.result.current)
      }),
  }
}

/** A popup as `window.open` gives one: where it is, and whether it is closed. */
export function stubPopup() {
  const popup = {
    closed: false,
    visited: [] as string[],
    /** Where it shows to be; `undefined` for a page of another origin. */
    at: undefined as string | undefined,
    close() {
      popup.closed = true
    },
    get location() {
      return {
        replace: (url: string) => {
          popup.visited.push(url)
        },
        get origin() {
          if (popup.at === undefined) throw new DOMException('cross-origin', 'SecurityError')
          return new URL(popup.at).origin
        },
        get pathname() {
          return new URL(popup.at ?? '').pathname
        },
      }
    },
  }
  const open = vi.spyOn(window, 'open').mockImplementation(() => {
    popup.closed = false
    return popup as unknown as Window
  })
  return { popup, open }
}

/** Signs in at the MVPD's login page, as the viewer does there; gives where it leads back to. */
export async function logIn(url: string, action = 'signIn'): Promise<string | null> {
  const redirect = await emulator.handle(new Request(url))
  const login = redirect.headers.get('location') ?? ''
  const answer = await emulator.handle(
    new Request(login, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user: 'viewer', action }).toString(),
    }),
  )
  return answer.headers.get('location')
}
