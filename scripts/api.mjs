// The public API of each package entry, read from its declarations by API Extractor, and kept in etc/.
// With `--check` nothing is written: it fails if etc/ is out of date. Either way it fails if an export
// or a member of its type has no TSDoc. Needs a fresh dist/.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { undocumentedMembers } from './undocumentedMembers.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })

const root = fileURLToPath(new URL('..', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'react-adobe-pass-api-'))
const reports = join(temporary, 'etc')

process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))

mkdirSync(reports)
const configs = entries().map(configure)
// One program for all entries takes half the time.
const compilerState = CompilerState.create(configs[0], {
  additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
})
const succeeded = [...configs.map(report), checkMembers()].every(Boolean)
if (!succeeded) process.exitCode = 1
else if (values.check) compare()
else replace()

function entries() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.entries(exports)
    .filter(([, { types }]) => types)
    .map(([entry, { types }]) => ({ name: entry === '.' ? 'index' : entry.slice(2), types }))
}

function configure({ name, types }) {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, types),
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { extends: './tsconfig.build.json', files: [types] } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: name,
        reportFolder: reports,
        reportTempFolder: temporary,
      },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        // Advice about documentation and release tags.
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  })
}

/** Writes the report of one entry; returns whether it could. */
function report(config) {
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    // Other messages: a report was written; TypeScript 7 is newer than the one that reads dist/.
    messageCallback: (message) => {
      message.handled = message.logLevel !== 'error'
    },
  })
  if (!succeeded) return false
  const isDocumented = isEmpty(undocumentedExports(config.reportFilePath))
  removeComments(config.reportFilePath)
  return isDocumented
}

function checkMembers() {
  const files = configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath)
  return isEmpty(undocumentedMembers(compilerState.program, files))
}

/** Prints what has no TSDoc; returns whether there is nothing. */
function isEmpty(undocumented) {
  for (const line of undocumented) console.log(`No TSDoc: ${line}`)
  return undocumented.length === 0
}

/** The exports without documentation, each overload of a function for itself. */
function undocumentedExports(path) {
  const marked = /^\/\/ @public \(undocumented\)\n(export .+)$/gm
  return [...readFileSync(path, 'utf8').matchAll(marked)].map(([, line]) => line)
}

/** Removes documentation, so that a change to it alone does not change the report. */
function removeComments(path) {
  const comments = /^ *(?:\/\*\*(?:(?!\*\/).)*\*\/|\/\/ \(undocumented\))\n| \(undocumented\)$/gms
  writeFileSync(path, readFileSync(path, 'utf8').replace(comments, ''))
}

function compare() {
  const diff = ['--no-pager', 'diff', '--no-index', '--no-ext-diff', 'etc', reports]
  const { status } = spawnSync('git', diff, { cwd: root, stdio: 'inherit' })
  if (status === 0) return console.log('etc/ is up to date.')
  console.log('The public API differs from etc/. Run `npm run api` and commit the result.')
  process.exitCode = 1
}

function replace() {
  const etc = join(root, 'etc')
  rmSync(etc, { recursive: true, force: true })
  cpSync(reports, etc, { recursive: true })
}
