import type { Sent } from './JourneyApi.ts'

const KEY = 'sent'

/** What the pages of this browser have sent, in their order: reloads and popups included. */
export const sent = (): readonly Sent[] => JSON.parse(localStorage.getItem(KEY) ?? '[]')

/** Notes a moment of this page's clock: of a call by its path, or of anything else by a name. */
export const note = (path: string) =>
  localStorage.setItem(KEY, JSON.stringify([...sent(), { path, at: Date.now() }]))

/** `fetch` that notes when a call leaves. */
export const notedFetch: typeof fetch = (input, init) => {
  note(new URL(input instanceof Request ? input.url : input).pathname)
  return fetch(input, init)
}
