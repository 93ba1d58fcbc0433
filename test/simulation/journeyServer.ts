import { urlOf } from './network.ts'
import { parseFields } from './record.ts'
import { emulator } from './server.ts'

let askers = 0

/** Asks the emulator beside the throttle, as a device that nobody else is. */
const ask = (request: Request) => emulator.handle(request, { device: `asker ${++askers}` })

/**
 * The emulator, but each decision names in its `source` the viewer whom it is about: by the `userID`,
 * which is another one for each sign-in.
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

/** A viewer as an answer of the server shows one. */
export interface User {
  readonly id: string
  readonly mvpd: string
  readonly notAfter: number
}

/** The viewers of an answer, or of anything else that holds profiles. */
export const usersIn = (json: unknown): readonly User[] => {
  const fields = typeof json === 'string' ? parseFields(json) : Object(json)
  return Object.entries<unknown>(Object(fields.profiles)).flatMap(([mvpd, profile]) => {
    const { attributes, notAfter } = Object(profile)
    const id: unknown = attributes?.userID?.value
    return typeof id === 'string' ? [{ id, mvpd, notAfter: Number(notAfter) }] : []
  })
}

/** What a viewer does at the TV provider's login form, to which `url` leads. */
export async function answerForm(url: string, action: 'signIn' | 'cancel'): Promise<void> {
  const redirect = await ask(new Request(url))
  const login = redirect.headers.get('location')
  // The code is over: there is no form.
  if (!login) return
  await ask(
    new Request(login, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user: 'viewer', action }).toString(),
    }),
  )
}
