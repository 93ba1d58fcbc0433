import { readFileSync } from 'node:fs'

const { repository: field } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

/** The address of the repository's files on GitHub, from package.json. */
export const repository = field.url.replace(/^git\+|\.git$/g, '')
