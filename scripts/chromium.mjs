import { existsSync } from 'node:fs'
import process from 'node:process'
import { findOnPath } from './path.mjs'

/**
 * The Chromium to test in: the one named by `CHROMIUM_PATH`, else Playwright's own, else one on the PATH.
 * Resolves with undefined when there is none.
 */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const { chromium } = await import('playwright-core')
  const downloaded = chromium.executablePath()
  if (existsSync(downloaded)) return downloaded
  return findOnPath('chromium', 'chromium-browser', 'google-chrome')
}

/** What to hand to Playwright's `launch`: headless in a container, and silent towards the network. */
export async function launchOptions() {
  const executablePath = await findChromium()
  const root = process.getuid?.() === 0
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      ...(root ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      '--disable-gpu',
    ],
  }
}
