import { statement } from './server.ts'

/** What must not be seen, under the names that a report may give it. */
export function createSecrets() {
  const known = new Map<string, string>()
  const [, ...parts] = statement.split('.')
  for (const part of [statement, ...parts]) known.set(part, 'the statement')
  return {
    add: (name: string, secret: string) => known.set(secret, name),
    /** The name of a secret that stands in the text. */
    findIn(text: string): string | undefined {
      for (const [secret, name] of known) if (text.includes(secret)) return name
      return undefined
    },
  }
}
