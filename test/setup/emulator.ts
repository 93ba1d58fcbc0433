import process from 'node:process'
import type { TestProject } from 'vitest/node'
import { servePassEmulator } from '../../src/emulator/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the emulator listens; `inject('emulatorOrigin')` in a test. */
    emulatorOrigin: string
  }
}

/** One emulator over real HTTP for all files of a browser project. */
export default async function setup(project: TestProject) {
  const { origin, close } = await servePassEmulator({ port: 0 })
  project.provide('emulatorOrigin', origin)
  // Vitest hands `env` to the page when it opens the browser, which is after this:
  // that is how a story finds `import.meta.env.VITE_EMULATOR_ORIGIN`, as it does under `npm start`.
  // The proxy of .storybook/main.ts runs in this process, as other projects do with their emulators.
  if (project.name.startsWith('stories')) process.env['VITE_EMULATOR_ORIGIN'] = origin
  project.config.env = { ...project.config.env, VITE_EMULATOR_ORIGIN: origin }
  return close
}
