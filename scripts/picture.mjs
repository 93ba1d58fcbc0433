// `npm run picture`: takes docs/journey.webp, the picture of the journey in the README, from Storybook.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { shellOptions } from './chromium.mjs'
import { startEmulator } from './emulator.mjs'
import { freePort } from './port.mjs'
import { endOnSignals, startChild } from './processes.mjs'

const STORY = 'journey-the-whole-way--whole-way-story'
const SIZE = { width: 1280, height: 720 }
const FILE = 'docs/journey.webp'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

endOnSignals({ exitCode: 1 })
const { origin } = await startEmulator({ port: 8800 })
const port = await freePort(6100)
startChild(
  here('node_modules/.bin/storybook'),
  ['dev', '-p', String(port), '--ci', '--disable-telemetry', '--no-version-updates'],
  { cwd: here('.'), env: { ...process.env, VITE_EMULATOR_ORIGIN: origin }, stdio: 'ignore' },
)
const frame = `http://127.0.0.1:${port}/iframe.html`
while (!(await fetch(frame).catch(() => undefined))?.ok) {
  await new Promise((resolve) => setTimeout(resolve, 250))
}

const browser = await chromium.launch(await shellOptions())
const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 2 })
page.setDefaultTimeout(180_000)
await page.goto(`${frame}?viewMode=story&id=${STORY}`)
const [popup] = await Promise.all([
  page.waitForEvent('popup'),
  page.getByRole('button', { name: 'Lumenwave' }).click(),
])
await popup.getByLabel('User name').fill('viewer')
await popup.getByRole('button', { name: 'Sign in' }).click()
await page.getByText('8 of 12 in your package').waitFor()
await page.evaluate(() => document.fonts.ready)
// Posters and logos fade in.
await page.waitForTimeout(2_000)

const devtools = await page.context().newCDPSession(page)
const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
const picture = Buffer.from(data, 'base64')
writeFileSync(here(FILE), picture)
console.log(`${FILE}: ${Math.round(picture.length / 1000)} kB`)
await browser.close()
process.exit(0)
