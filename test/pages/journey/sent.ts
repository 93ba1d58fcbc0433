import type { Sent } from './JourneyApi.ts'

const KEY = 'sent'

/** What the pages of this browser have sent, in order, across reloads and popups. */
export const sent = (): readonly Sent[] => JSON.parse(localStorage.getItem(KEY) ?? '[]')

/** Notes a call by its path, or any other moment by its name, with the time of this page. */
export const note = (path: string) =>
  localStorage.setItem(KEY, JSON.stringify([...sent(), { path, at: Date.now() }]))

/** `fetch` that notes when a call is sent. */
export const notedFetch: typeof fetch = (input, init) => {
  note(new URL(input instanceof Request ? input.url : input).pathname)
  return fetch(input, init)
}
