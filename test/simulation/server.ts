import { createPassEmulator } from 'react-adobe-pass/emulator'
import { rememberSignatures } from './globals.ts'

/** The one server of all runs. It throttles as Adobe does. */
export const emulator = createPassEmulator()
export const statement = await emulator.softwareStatement()
export const ORIGIN = 'https://api.test'

// Checks the only signature in advance, so that runs are fast and reproducible.
const restore = rememberSignatures()
await emulator.fetch(`${ORIGIN}/o/client/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ software_statement: statement }),
})
restore()
