import { createPassClient, type PassClient } from 'react-adobe-pass'

const {
  VITE_PASS_STATEMENT: softwareStatement,
  VITE_PASS_SERVICE_PROVIDER: serviceProvider,
  VITE_PASS_ENVIRONMENT: environment,
  VITE_PASS_EMULATOR: emulator = 'http://127.0.0.1:8787',
} = import.meta.env

/** A client of Adobe Pass if `.env.local` has all three variables, of the emulator if it has none. */
export async function createPass(): Promise<PassClient> {
  if (softwareStatement && serviceProvider && environment) {
    return createPassClient({ softwareStatement, serviceProvider, environment })
  }
  const adobe = {
    VITE_PASS_STATEMENT: softwareStatement,
    VITE_PASS_SERVICE_PROVIDER: serviceProvider,
    VITE_PASS_ENVIRONMENT: environment,
  }
  const missing = Object.entries(adobe).filter(([, value]) => !value)
  if (missing.length < 3) {
    throw new Error(
      `Missing in .env.local: ${missing.map(([name]) => name).join(', ')}. Set all three variables to use Adobe Pass, or none to use the emulator.`,
    )
  }
  return createPassClient({
    softwareStatement: await emulatorStatement(),
    serviceProvider: 'REF30',
    origin: emulator,
  })
}

/** The emulator gives its software statement to anybody who asks. */
async function emulatorStatement(): Promise<string> {
  try {
    const response = await fetch(`${emulator}/__emulator/statement`)
    return await response.text()
  } catch (cause) {
    throw new Error(`No emulator answers at ${emulator}. npm start starts it.`, { cause })
  }
}
