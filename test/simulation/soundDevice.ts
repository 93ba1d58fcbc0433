import { environmentManager } from '@tanstack/react-query'
import { memoryStore, type PassClientOptions } from 'react-adobe-pass'
import { createPassEmulator, type PassEmulatorOptions } from 'react-adobe-pass/emulator'
import { createChannels } from './channels.ts'
import { installGlobals, rememberSignatures } from './globals.ts'
import { createLocks } from './locks.ts'
import type { World } from './world.ts'

environmentManager.setIsServer(() => false)

const ORIGIN = 'https://api.test'

/** A server of its own, and what it takes for a statement; its signature is checked already. */
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

/** A device on which nothing breaks: the options of its tabs, until `restore` ends it. */
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
