import { environmentManager } from '@tanstack/react-query'
import { memoryStore, type PassClientOptions } from 'react-adobe-pass'
import { createPassEmulator, type PassEmulatorOptions } from 'react-adobe-pass/emulator'
import { createChannels } from './channels.ts'
import { installGlobals, rememberSignatures } from './globals.ts'
import { createLocks } from './locks.ts'
import type { World } from './world.ts'

environmentManager.setIsServer(() => false)

const ORIGIN = 'https://api.test'

/** Creates a separate server and a statement for it, whose signature is already checked. */
export async function makeServer(options: PassEmulatorOptions) {
  const server = createPassEmulator(options)
  const softwareStatement = await server.softwareStatement()
  const restore = rememberSignatures()
  await server.fetch(`${ORIGIN}/o/client/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ software_statement: softwareStatement }),
  })
  restore()
  server.reset()
  return { server, softwareStatement }
}

/** The ms after which another tab sees what one has written to localStorage, as in Chromium. */
const SEEN_AFTER = 30

/** A device without faults. Returns the options of its tabs, and `restore` to remove it. */
export function createSoundDevice(world: World) {
  const writes: { key: string; value: string; at: number; tab: number }[] = []
  const channels = createChannels(
    world,
    () => 1,
    () => {},
  )
  const restore = installGlobals(world, {
    locks: createLocks(world, () => {}).locks,
    isOnline: () => true,
    BroadcastChannel: channels.Channel,
    localStorage: () => ({
      getItem(key) {
        const [now, tab] = [world.now(), world.actor()]
        const isSeen = (write: (typeof writes)[number]) =>
          write.key === key && (write.tab === tab || write.at + SEEN_AFTER <= now)
        return writes.filter(isSeen).pop()?.value ?? null
      },
      setItem: (key, value) => void writes.push({ key, value, at: world.now(), tab: world.tab() }),
    }),
    addEventListener: () => {},
    removeEventListener: () => {},
  })
  const options = {
    serviceProvider: 'REF30',
    origin: ORIGIN,
    store: memoryStore(),
    deviceInfo: {
      primaryHardwareType: 'Desktop',
      model: 'x',
      version: 'x',
      osVersion: 'x',
      connectionType: 'x',
    },
  } as const satisfies Partial<PassClientOptions>
  return { options, restore }
}
