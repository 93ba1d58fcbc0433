// Only Node's own modules at the top: this runs before anything is installed.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findOnPath } from './path.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Installs what is missing of the packages and of a Chromium, both at the same time. */
export async function ensureTestTools(folders) {
  await Promise.all([ensureInstalled(folders), installChromiumEarly()])
  await ensureChromium()
}

/** Runs `npm ci` wherever node_modules is not what the lock file says. */
export async function ensureInstalled(folders = ['test/compat']) {
  const directories = [root, ...folders.map((folder) => resolve(root, folder))]
  await Promise.all(
    directories.map(async (directory) => {
      if (isInstalled(directory)) return
      console.log(`Installing dependencies in ${directory}`)
      const ok = await run('npm', ['ci', '--no-audit', '--no-fund'], {
        cwd: directory,
        stdio: 'inherit',
      })
      if (!ok) stop(`npm ci failed in ${directory}`)
    }),
  )
}

/**
 * Debian's Chromium, if nothing says that there is a browser. Playwright, which knows best, may not be
 * installed yet, and both installations together take as long as one.
 */
async function installChromiumEarly() {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH || isInstalled(root)) return
  if (findOnPath('chromium', 'chromium-browser', 'google-chrome')) return
  await installDebianChromium()
}

/** Finds a Chromium or installs one; stops with one line that says what to install. */
async function ensureChromium() {
  const { findChromium } = await import('./chromium.mjs')
  // Debian's own first: it comes with the libraries that it needs, and Playwright's does not.
  for (const install of [installDebianChromium, downloadWithPlaywright]) {
    if (await findChromium()) return
    await install()
  }
  if (await findChromium()) return
  stop('No Chromium: install one (Debian: apt-get install -y chromium) or set CHROMIUM_PATH.')
}

async function installDebianChromium() {
  console.log('No Chromium found, installing one')
  // Not every release of Debian has the headless shell; without it the tests take longer.
  if (await installFromDebian('chromium', 'chromium-headless-shell')) return
  await installFromDebian('chromium')
}

/** Asks Debian for packages; resolves with whether they are installed now. */
export async function installFromDebian(...packages) {
  if (!existsSync('/etc/debian_version')) return false
  const [command, ...before] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run(command, [...before, 'update'], { env })
  return run(command, [...before, 'install', '-y', ...packages], { env })
}

/** A blocked download is retried for many minutes; where it works, two are enough. */
function downloadWithPlaywright() {
  return run('npx', ['playwright-core', 'install', 'chromium'], { cwd: root, timeout: 120_000 })
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

/** Resolves with whether the command ended well. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', ...options })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

function stop(message) {
  console.error(message)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstalled()
