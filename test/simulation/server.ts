import { createPassEmulator } from 'react-adobe-pass/emulator'
import { rememberSignatures } from './globals.ts'

/** The one server of all runs. It throttles as Adobe does. */
export const emulator = createPassEmulator()
export const statement = await emulator.softwareStatement()
export const ORIGIN = 'https://api.test'

// The one signature that is ever checked is checked here, so that runs are quick and the same again.
const restore = rememberSignatures()
await emulator.fetch(`${ORIGIN}/o/client/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ software_statement: statement }),
})
restore()
