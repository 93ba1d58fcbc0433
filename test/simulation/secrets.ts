import { statement } from './server.ts'

/** The known secrets, with names that a report may show. */
export function createSecrets() {
  const known = new Map<string, string>()
  const [, ...parts] = statement.split('.')
  for (const part of [statement, ...parts]) known.set(part, 'the statement')
  return {
    add: (name: string, secret: string) => known.set(secret, name),
    /** The name of a secret that the text contains. */
    findIn(text: string): string | undefined {
      for (const [secret, name] of known) if (text.includes(secret)) return name
      return undefined
    },
  }
}
