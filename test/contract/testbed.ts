import { createPassClient, memoryStore, type PassClientOptions } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach } from 'vitest'
import type { Recorded } from './contracts.ts'

export const emulator = createPassEmulator({ throttle: false })
afterEach(emulator.reset)

/** Makes a client, and records its calls to the server. */
export async function recorded(more: Partial<PassClientOptions> = {}, server = emulator) {
  const calls: Recorded[] = []
  const pass = createPassClient({
    softwareStatement: await server.softwareStatement(),
    serviceProvider: 'REF30',
    store: memoryStore(),
    throttle: false,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const requestBody = await request.clone().text()
      const response = await server.fetch(input, init)
      const answer: unknown = await response.clone().json()
      calls.push({ request, requestBody, status: response.status, answer })
      return response
    },
    ...more,
  })
  /** Returns the last call whose path ends with `path`. */
  const last = (path: string): Recorded => {
    const call = calls.filter(({ request }) => new URL(request.url).pathname.endsWith(path)).at(-1)
    if (!call) throw new Error(`Nobody called ${path}`)
    return call
  }
  return { pass, last }
}
