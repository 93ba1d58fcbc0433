import { urlOf } from './network.ts'
import { parseFields } from './record.ts'
import { emulator } from './server.ts'

let askers = 0

/** Calls the emulator as a unique device, so that the throttle does not count it. */
const ask = (request: Request) => emulator.handle(request, { device: `asker ${++askers}` })

/**
 * The emulator, except that the `source` of each decision is the `userID` of its viewer. Each
 * sign-in has a different `userID`.
 */
export const decidingByName: typeof globalThis.fetch = async (input, init) => {
  const response = await emulator.fetch(input, init)
  const url = urlOf(input)
  const [, path, mvpd] = /^(.*)\/decisions\/\w+\/(\w+)$/.exec(url) ?? []
  if (!mvpd || response.status !== 200) return response
  const headers = new Headers(init?.headers)
  headers.delete('content-type')
  const profiles = await ask(new Request(`${path}/profiles/${mvpd}`, { headers }))
  const [user] = usersIn(await profiles.text())
  const text = await response.text()
  const { decisions } = parseFields(text)
  if (!Array.isArray(decisions)) return new Response(text)
  const named = decisions.map((decision: object) => ({ ...decision, source: user?.id ?? 'nobody' }))
  return Response.json({ decisions: named })
}

/** A viewer in an answer of the server. */
export interface User {
  readonly id: string
  readonly mvpd: string
  readonly notAfter: number
}

/** The viewers in an answer, or in any other object with profiles. */
export const usersIn = (json: unknown): readonly User[] => {
  const fields = typeof json === 'string' ? parseFields(json) : Object(json)
  return Object.entries<unknown>(Object(fields.profiles)).flatMap(([mvpd, profile]) => {
    const { attributes, notAfter } = Object(profile)
    const id: unknown = attributes?.userID?.value
    return typeof id === 'string' ? [{ id, mvpd, notAfter: Number(notAfter) }] : []
  })
}

/** Submits the TV provider's login form, to which `url` redirects. */
export async function answerForm(url: string, action: 'signIn' | 'cancel'): Promise<void> {
  const redirect = await ask(new Request(url))
  const login = redirect.headers.get('location')
  // The code has expired: there is no form.
  if (!login) return
  await ask(
    new Request(login, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user: 'viewer', action }).toString(),
    }),
  )
}
