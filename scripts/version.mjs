// The second half of `npm run release:version`: writes the version that changesets has put into
// package.json into the lock file and the changelog.
import { readFileSync, writeFileSync } from 'node:fs'
import { releaseUnreleased } from './releaseUnreleased.mjs'

const file = (name) => new URL(`../${name}`, import.meta.url)
const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'))
const lock = JSON.parse(readFileSync(file('package-lock.json'), 'utf8'))
const isNew = lock.version !== version
if (isNew) {
  lock.version = version
  lock.packages[''].version = version
  writeFileSync(file('package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`)
  const changelog = readFileSync(file('CHANGELOG.md'), 'utf8')
  writeFileSync(file('CHANGELOG.md'), releaseUnreleased(changelog, version))
}
console.log(isNew ? `Version ${version}` : 'No changeset asks for a new version.')
