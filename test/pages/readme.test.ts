import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { servePassEmulator } from 'react-adobe-pass/emulator'
import { createServer } from 'vite'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { shellOptions } from '../../scripts/chromium.mjs'
import { sampleOf } from '../scripts/samples.ts'
import { click, clickForPopup, logIn } from './journeyTestbed.ts'
import { soon } from './testbed.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Vite's React template, as far as the README leaves it alone. */
const template = {
  'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
  'src/main.tsx': `import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import App from './App.tsx'

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>)
`,
}

const samples = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, sampleOf('README.md', name)]))

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(await shellOptions())
})
afterAll(() => browser.close())

/** Starts an emulator and Vite's development server with these files, and opens the page. */
async function openApp(files: Record<string, string>) {
  const { origin, emulator, close } = await servePassEmulator({ port: 0 })
  onTestFinished(close)

  const folder = mkdtempSync(`${root}.readme-app-`)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(`${folder}/src`)
  for (const [name, text] of Object.entries({ ...template, ...files })) {
    writeFileSync(`${folder}/${name}`, text.replaceAll('http://127.0.0.1:8787', origin))
  }

  const server = await createServer({
    configFile: false,
    root: folder,
    cacheDir: `${folder}/.vite`,
    logLevel: 'error',
    resolve: {
      alias: {
        'react-adobe-pass/entitlement': `${root}src/entitlement/index.ts`,
        'react-adobe-pass/rest-v2': `${root}src/rest-v2/index.ts`,
        'react-adobe-pass': `${root}src/index.ts`,
      },
    },
    // Named, so that Vite does not find them halfway and reload the page.
    optimizeDeps: {
      include: ['@tanstack/react-query', 'idb-keyval', 'react', 'react-dom/client', 'zod/mini'],
    },
    server: { host: '127.0.0.1', port: 0, fs: { allow: [root] } },
  })
  onTestFinished(() => server.close())
  await server.listen()

  const context = await browser.newContext()
  onTestFinished(() => context.close())
  context.setDefaultTimeout(soon.timeout)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  return { page, emulator, errors }
}

const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

test('the first samples of the README list the TV providers', async () => {
  const files = samples('src/pass.ts', 'src/Providers.tsx', 'src/App.tsx')
  const { page, emulator, errors } = await openApp(files)

  await shows(page, 'Lumenwave')
  expect(await page.getByRole('listitem').allInnerTexts()).toContain('Cedar Hollow')
  const calls = () =>
    emulator.log
      .filter(({ method }) => method !== 'OPTIONS')
      .map(({ url }) => new URL(url).pathname)
  expect(calls()).toEqual(['/o/client/register', '/o/client/token', '/api/v2/REF30/configuration'])

  await page.reload()
  await shows(page, 'Lumenwave')
  expect(calls().slice(3)).toEqual(['/api/v2/REF30/configuration'])
  expect(errors).toEqual([])
})

test('with Watch, a viewer of the README signs in, plays and signs out', async () => {
  const { page, errors } = await openApp({
    ...samples('src/pass.ts', 'src/Watch.tsx'),
    'src/App.tsx': sampleOf('README.md', 'src/App.tsx').replaceAll('Providers', 'Watch'),
  })
  const logged: string[] = []
  page.on('console', (message) => logged.push(message.text()))

  await page.getByLabel('Search').fill('lumen')
  const popup = await clickForPopup(page, 'Lumenwave')
  await shows(page, 'Sign in in the other window.')
  await logIn(popup)

  await shows(page, 'denied-3 (locked)')
  await click(page, 'channel-1')
  await shows(page, 'Playing channel-1.')
  expect(logged).toContainEqual(expect.stringMatching(/^For the player, once: ./))
  await page.getByRole('button', { name: 'denied-3' }).click()
  await shows(page, 'Your Lumenwave package does not include denied-3.')

  await click(page, 'Sign out')
  await page.getByLabel('Search').waitFor()
  await page.reload()
  await page.getByLabel('Search').waitFor()
  expect(errors).toEqual([])
})
