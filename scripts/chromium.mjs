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

/**
 * Chromium's engine without the browser around it: half the CPU time for each new context, but no popup
 * blocker and no back/forward cache. The one named by `CHROMIUM_SHELL_PATH`, else one on the PATH.
 */
function findHeadlessShell() {
  const { CHROMIUM_PATH, CHROMIUM_SHELL_PATH } = process.env
  if (CHROMIUM_SHELL_PATH || CHROMIUM_PATH) return CHROMIUM_SHELL_PATH
  return findOnPath('chromium-headless-shell', 'chrome-headless-shell')
}

/** What to hand to Playwright's `launch` for the whole browser. */
export async function launchOptions() {
  return optionsFor(await findChromium())
}

/** The same for the headless shell, or for the whole browser if there is none. */
export async function shellOptions() {
  return optionsFor(findHeadlessShell() ?? (await findChromium()))
}

/** Headless in a container, and silent towards the network. */
function optionsFor(executablePath) {
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
