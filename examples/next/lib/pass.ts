import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
} from 'react-adobe-pass'

const emulator = process.env.PASS_EMULATOR ?? 'http://127.0.0.1:8787'

/** Adobe's servers if the environment has a software statement, and otherwise the emulator. */
async function settings(): Promise<PassClientOptions> {
  const softwareStatement = process.env.PASS_STATEMENT
  if (softwareStatement) {
    return {
      softwareStatement,
      serviceProvider: process.env.PASS_SERVICE_PROVIDER,
      environment: process.env.PASS_ENVIRONMENT as PassClientOptions['environment'],
    }
  }
  const statement = await fetch(`${emulator}/__emulator/statement`, { cache: 'no-store' })
  return { softwareStatement: await statement.text(), serviceProvider: 'REF30', origin: emulator }
}

/** The options of the browser's client, for `PassProvider`. Its calls go through our proxy. */
export async function browserOptions(): Promise<PassClientOptions> {
  return { ...(await settings()), origin: '/' }
}

/** The server's own client: another device than any browser, on which no viewer is signed in. */
export async function serverClient(): Promise<PassClient> {
  const options = await settings()
  const known = clients.get(options.softwareStatement)
  if (known) return known
  const client = createPassClient({
    ...options,
    store: memoryStore(),
    // A page must not wait long: what the server does not get, the browser asks for.
    timeout: 3_000,
    retries: 0,
  })
  clients.set(options.softwareStatement, client)
  return client
}

/** By statement, because an emulator that restarts has another one. */
const clients = new Map<string, PassClient>()
