import { createPassClient, memoryStore, type PassClientOptions } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'

export const emulator = createPassEmulator({ throttle: false })

/** The client of a new device. */
export async function createTestClient(options: Partial<PassClientOptions> = {}) {
  return createPassClient({
    softwareStatement: await emulator.softwareStatement(),
    serviceProvider: 'REF30',
    fetch: emulator.fetch,
    store: memoryStore(),
    throttle: false,
    ...options,
  })
}
