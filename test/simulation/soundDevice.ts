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

/** A device without faults. Returns the options of its tabs, and `restore` to remove it. */
export function createSoundDevice(world: World) {
  const local = new Map<string, string>()
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
      getItem: (key) => local.get(key) ?? null,
      setItem: (key, value) => void local.set(key, value),
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
