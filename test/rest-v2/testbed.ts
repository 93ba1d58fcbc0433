import { createPassClient, memoryStore, type PassClient } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { afterEach } from 'vitest'

export const emulator = createPassEmulator({ throttle: false })
afterEach(emulator.reset)

let count = 0

/** Makes a new client. If `answer` is given, every API call gets it. */
export async function makePass(answer?: unknown): Promise<PassClient> {
  return createPassClient({
    softwareStatement: await emulator.softwareStatement(),
    serviceProvider: 'REF30',
    origin: `https://t${++count}.test`,
    store: memoryStore(),
    throttle: false,
    fetch: async (input, init) =>
      answer === undefined || new Request(input).url.includes('/o/client/')
        ? emulator.fetch(input, init)
        : Response.json(answer),
  })
}
