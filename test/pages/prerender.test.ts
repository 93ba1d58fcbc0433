import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPassEmulator, servePassEmulator } from 'react-adobe-pass/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { servePage } from './app/servePage.mjs'
import { soon } from './testbed.ts'

test('a prerendered page does not register before it is shown, however long that takes', async () => {
  /** What the page reports: whether it was prerendered when it loaded. */
  const loads: string[] = []
  let show = () => {}
  const shown = new Promise<void>((resolve) => {
    show = resolve
  })
  const emulator = createPassEmulator()
  const { origin, close } = await servePassEmulator({
    emulator: {
      ...emulator,
      async handle(request, rest) {
        const { pathname } = new URL(request.url)
        if (!pathname.startsWith('/test/')) return emulator.handle(request, rest)
        if (pathname === '/test/shown') await shown
        else loads.push(pathname)
        return new Response()
      },
    },
  })
  onTestFinished(close)
  const { url, close: closePage } = await servePage({ add: addPages })
  onTestFinished(closePage)

  const statement = await emulator.softwareStatement()
  // A page that waits for the lock takes it over after 3 s, and gives it up a second later; the
  // timers of a prerendered page are late.
  const options = new URLSearchParams({ origin, statement, queries: '1', timeout: '1000' })
  await openChromium(`${url}before.html?${options}`)
  await expect.poll(() => loads, soon).toEqual(['/test/prerendered/true'])
  await new Promise((resolve) => setTimeout(resolve, 15_000))
  expect(emulator.log).toEqual([])

  show()
  const paths = () => emulator.log.map(({ url }) => new URL(url).pathname)
  await expect.poll(paths, soon).toContain('/api/v2/REF30/profiles')
  expect(loads).toHaveLength(1)
})

/** A page before the application, which tells the browser to prerender it and goes there later. */
async function addPages(folder: string) {
  const index = await readFile(join(folder, 'index.html'), 'utf8')
  const report = script(`fetch(origin + '/test/prerendered/' + document.prerendering, noCors)`)
  await writeFile(join(folder, 'application.html'), index.replace('<head>', `<head>${report}`))
  const before = script(`
    const next = 'application.html' + location.search
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    rules.textContent = JSON.stringify({ prerender: [{ urls: [next], eagerness: 'immediate' }] })
    document.head.append(rules)
    fetch(origin + '/test/shown', noCors).then(() => location.assign(next))
  `)
  await writeFile(join(folder, 'before.html'), `<!doctype html><head>${before}</head>`)
}

const script = (code: string) => `<script>{
  const origin = new URLSearchParams(location.search).get('origin')
  const noCors = { mode: 'no-cors' }
  ${code}
}</script>`

/** Not with Playwright: Chromium prerenders nothing while a debugger is attached. */
async function openChromium(url: string) {
  const { executablePath = '', args } = await launchOptions()
  const profile = await mkdtemp(join(tmpdir(), 'prerender-'))
  const chromium = spawn(
    executablePath,
    ['--headless=new', `--user-data-dir=${profile}`, ...args, url],
    { stdio: 'ignore' },
  )
  onTestFinished(async () => {
    const exited = once(chromium, 'exit')
    chromium.kill()
    await exited
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
}
