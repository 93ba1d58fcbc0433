// Only Node's own modules at the top: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs `npm ci` wherever node_modules is not what the lock file says. */
export function ensureInstalled(folders = ['test/compat']) {
  for (const directory of [root, ...folders.map((folder) => resolve(root, folder))]) {
    if (isInstalled(directory)) continue
    console.log(`Installing dependencies in ${directory}`)
    const { status } = run('npm', ['ci'], { cwd: directory, stdio: 'inherit' })
    if (status !== 0) stop(`npm ci failed in ${directory}`)
  }
}

/** Finds a Chromium or installs one; stops with one line that says what to install. */
export async function ensureChromium() {
  const { findChromium } = await import('./chromium.mjs')
  if (await findChromium()) return
  console.log('No Chromium found, installing one')
  // Debian's own first: it comes with the libraries that it needs, and Playwright's does not.
  for (const install of [() => installFromDebian('chromium'), downloadWithPlaywright]) {
    install()
    if (await findChromium()) return
  }
  stop('No Chromium: install one (Debian: apt-get install -y chromium) or set CHROMIUM_PATH.')
}

/** Asks Debian for packages, where this is Debian; whether they are there now is for the caller to see. */
export function installFromDebian(...packages) {
  if (!existsSync('/etc/debian_version')) return
  const [command, ...before] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run(command, [...before, 'update'], { env })
  run(command, [...before, 'install', '-y', ...packages], { env })
}

/** A blocked download is retried for many minutes; where it works, two are enough. */
function downloadWithPlaywright() {
  run('npx', ['playwright-core', 'install', 'chromium'], { cwd: root, timeout: 120_000 })
}

function isInstalled(directory) {
  const wanted = readLock(resolve(directory, 'package-lock.json'))
  const found = readLock(resolve(directory, 'node_modules/.package-lock.json'))
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    return found[path] ? found[path].version === version : optional === true
  })
}

function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

function run(command, args, options) {
  return spawnSync(command, args, { stdio: 'ignore', ...options })
}

function stop(message) {
  console.error(message)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled()
