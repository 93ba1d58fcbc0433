import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { Builder } from 'selenium-webdriver'
import { freePort } from '../../scripts/port.mjs'

/** Starts WebKitGTK's MiniBrowser with its WebDriver, on a screen that nobody sees. */
export async function openWebKit({ driver, screen }) {
  const xvfb = start(screen, ['-displayfd', '1', '-nolisten', 'tcp'], {})
  const [display] = await once(xvfb.stdout, 'data')
  const port = await freePort(4_444)
  start(driver, [`--port=${port}`], { DISPLAY: `:${String(display).trim()}` })
  const server = `http://127.0.0.1:${port}`
  await untilAnswering(`${server}/status`)

  const browser = await new Builder()
    .usingServer(server)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { args: ['--automation'] },
    })
    .build()
  const capabilities = await browser.getCapabilities()
  return {
    version: `WebKitGTK ${capabilities.getBrowserVersion()}`,
    goto: (url) => browser.get(url),
    close: () => browser.quit(),
  }
}

/** A process that ends with this one. Without its screen MiniBrowser ends as well. */
function start(command, args, env) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  process.once('exit', () => child.kill())
  return child
}

async function untilAnswering(url) {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Nobody answers at ${url}`)
}
