import process from 'node:process'
import type { TestProject } from 'vitest/node'
import { servePassEmulator } from '../../src/emulator/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The origin of the emulator. A test reads it with `inject('emulatorOrigin')`. */
    emulatorOrigin: string
  }
}

/** Serves one emulator over real HTTP for all files of a browser project. */
export default async function setup(project: TestProject) {
  const { origin, close } = await servePassEmulator({ port: 0 })
  project.provide('emulatorOrigin', origin)
  // Vitest passes `env` to the page when it opens the browser, which is after this setup. A story
  // reads it as `import.meta.env.VITE_EMULATOR_ORIGIN`, as under `npm start`. The proxy of
  // .storybook/main.ts reads `process.env`. Only the stories set it, because other projects run in
  // this process too, with their own emulators.
  if (project.name.startsWith('stories')) process.env['VITE_EMULATOR_ORIGIN'] = origin
  project.config.env = { ...project.config.env, VITE_EMULATOR_ORIGIN: origin }
  return close
}
