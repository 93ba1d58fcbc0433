import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type PassEmulatorOptions, servePassEmulator } from 'react-adobe-pass/emulator'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { startChild } from '../../scripts/processes.mjs'
import { soon } from '../pages/testbed.ts'

interface Example {
  /** The folder in `examples`. `npm run build` builds it, `npm run preview -- --port 1` serves that. */
  readonly name: string
  /** The environment variables of the build, for an emulator. */
  readonly env: (emulator: string) => Readonly<Record<string, string>>
  /** Default: no throttling, because all tests share one emulator. */
  readonly emulator?: PassEmulatorOptions
}

/**
 * Builds an example for an emulator and serves both on free ports, for the tests of a file. Returns
 * a function that gives a test an emulator without a log, and browsers without a past.
 */
export function withExample({ name, env, emulator: options }: Example) {
  const cwd = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  let browser: Browser
  let url: string
  let served: Awaited<ReturnType<typeof servePassEmulator>>
  let app: ReturnType<typeof startChild>

  beforeAll(async () => {
    served = await servePassEmulator({ throttle: false, ...options })
    const variables = { ...process.env, ...env(served.origin), NODE_ENV: 'production' }
    const npm = (...args: readonly string[]) => {
      const child = startChild('npm', args, { cwd, env: variables })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text) => {
          output += text
        })
      }
      const ended = once(child, 'close').then(([code]) => ({ code, output }))
      return { child, ended }
    }
    const { code, output } = await npm('run', 'build').ended
    if (code !== 0) throw new Error(`${name} does not build:\n${output}`)

    const port = await freePort()
    const preview = npm('run', 'preview', '--', '--port', String(port))
    app = preview.child
    url = `http://localhost:${port}/`
    const stopped = preview.ended.then(({ output: why }) => {
      throw new Error(`${name} does not start:\n${why}`)
    })
    // Also later, when the tests are over.
    stopped.catch(() => {})
    await Promise.race([stopped, untilAnswering(url)])
    // Playwright turns off the popup blocker, which viewers have.
    const launch = { ignoreDefaultArgs: ['--disable-popup-blocking'] }
    browser = await chromium.launch({ ...(await launchOptions()), ...launch })
  })

  afterAll(async () => {
    await browser?.close()
    if (app?.pid !== undefined) process.kill(-app.pid)
    await served?.close()
  })

  return {
    /** The address of the example. */
    url: () => url,
    emulator: () => served.emulator,
    /** A tab of a browser that shares nothing with another. */
    async openTab(path = ''): Promise<Page> {
      const context = await browser.newContext()
      context.setDefaultTimeout(soon.timeout)
      onTestFinished(() => context.close())
      const tab = await context.newPage()
      await tab.goto(url + path)
      return tab
    },
  }
}

/** A port that the system gives to nobody else for a while: test files run at the same time. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

async function untilAnswering(url: string) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
