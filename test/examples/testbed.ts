import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createPassEmulator, type PassEmulator, servePassEmulator } from 'react-adobe-pass/emulator'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { startChild } from '../../scripts/processes.mjs'
import { soon } from '../pages/testbed.ts'

interface Example {
  /** The folder in `examples`. `npm run build` builds it, `npm run preview -- --port 1` serves that. */
  readonly name: string
  /** The environment variables of the build, for an emulator. */
  readonly env: (emulator: string) => Readonly<Record<string, string>>
}

/** Answers in place of the emulator. Without an answer, the emulator is asked. */
type Front = (request: Request) => Response | undefined

/**
 * Builds an example for an emulator and serves both on free ports, for the tests of a file. The
 * emulator does not throttle, because all tests share it.
 */
export function withExample({ name, env }: Example) {
  const cwd = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  const emulator = createPassEmulator({ throttle: false })
  let calls: Request[] = []
  let front: Front | undefined
  let browser: Browser
  let url: string
  let served: Awaited<ReturnType<typeof servePassEmulator>>
  let app: ReturnType<typeof startChild>

  const handle: PassEmulator['handle'] = async (request, options) => {
    const isCall = /^\/(o|api)\//.test(new URL(request.url).pathname)
    if (isCall) calls.push(request.clone())
    return (isCall && front?.(request)) || emulator.handle(request, options)
  }

  beforeEach(() => {
    calls = []
    front = undefined
  })

  beforeAll(async () => {
    served = await servePassEmulator({ emulator: { ...emulator, handle } })
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
    emulator,
    /** The address of the example. */
    url: () => url,
    /** The calls of the API that have arrived since the test began. */
    calls: (): readonly Request[] => calls,
    /** Answers calls of the API in place of the emulator, until the test ends. */
    answer(instead: Front) {
      front = instead
    },
    /**
     * A tab of a browser that shares nothing with another. What its pages write on the console
     * fails the test, except the messages that contain `allowed`.
     */
    async openTab(path = '', { allowed }: { readonly allowed?: string } = {}): Promise<Page> {
      const context = await browser.newContext()
      context.setDefaultTimeout(soon.timeout)
      const written: string[] = []
      context.on('console', (message) => written.push(`${message.type()}: ${message.text()}`))
      context.on('weberror', (error) => written.push(String(error.error())))
      onTestFinished(async () => {
        await context.close()
        const unexpected = written.filter((text) => !(allowed && text.includes(allowed)))
        expect(unexpected).toEqual([])
      })
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

/** Asks for a page that no example has: a page of the example may call the emulator. */
async function untilAnswering(url: string) {
  for (;;) {
    const response = await fetch(`${url}no-such-page`).catch(() => undefined)
    if (response) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
