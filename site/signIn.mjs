// A reader of the built site can sign in, although it has no server. A request for a file that is not
// there, or for another site, is an error.
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { preview } from 'vite'
import { launchOptions } from '../scripts/chromium.mjs'

const base = process.env.SITE_BASE ?? '/'
const server = await preview({
  configFile: false,
  logLevel: 'error',
  base,
  // A missing file is a 404, as on every server of static files.
  appType: 'mpa',
  build: { outDir: fileURLToPath(new URL('dist/', import.meta.url)) },
  preview: { host: '127.0.0.1', port: 0 },
})
const { port } = server.httpServer.address()
const storybook = `http://127.0.0.1:${port}${base}storybook/`
// Playwright turns off the popup blocker, which readers have.
const ignoreDefaultArgs = ['--disable-popup-blocking']
const browser = await chromium.launch({ ...(await launchOptions()), ignoreDefaultArgs })
const context = await browser.newContext()
context.setDefaultTimeout(60_000)

const missing = []
context.on('response', (response) => {
  if (response.status() >= 400) missing.push(`${response.status()} ${response.url()}`)
})
await context.route(
  ({ origin }) => !storybook.startsWith(origin),
  (route) => {
    missing.push(`Another site: ${route.request().url()}`)
    return route.abort()
  },
)

/** Opens a story as readers do, inside Storybook. */
async function open(story) {
  const page = await context.newPage()
  await page.goto(`${storybook}?path=/story/${story}`)
  return { page, story: page.frameLocator('#storybook-preview-iframe') }
}

async function signInAtProvider(page) {
  await page.getByLabel('User name').fill('viewer')
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const checks = {
  async 'a popup, and the sign-out'() {
    const { page, story } = await open('journey-the-whole-way--whole-way-story')
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      story.getByRole('button', { name: 'Lumenwave' }).click(),
    ])
    await Promise.all([popup.waitForEvent('close'), signInAtProvider(popup)])
    await story.getByText('8 of 12 in your package').waitFor()

    await story.getByRole('button', { name: 'Lumenwave' }).click()
    await story.getByRole('button', { name: 'Sign out', exact: true }).click()
    await story.frameLocator('iframe').getByText('Northlight continues').waitFor()
  },

  async 'the link of a blocked popup'() {
    const { page, story } = await open('journey-sign-in--blocked')
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      story.getByRole('link', { name: 'this link' }).click(),
    ])
    await signInAtProvider(tab)
    await tab.getByText('Northlight continues').waitFor()
    await page.bringToFront()
    await story.getByText('8 of 12 in your package').waitFor()
  },

  async 'a phone'() {
    const { story } = await open('journey-second-screen--television-and-phone')
    const label = await story.getByLabel(/^Code( \w)+$/).getAttribute('aria-label')
    await story.getByRole('textbox').fill(label.replace(/^Code|\s/g, ''))
    await story.getByRole('button', { name: 'Next' }).click()
    await story.getByRole('button', { name: 'Cedar Hollow' }).click()
    await signInAtProvider(story.frameLocator('iframe'))
    await story.getByRole('heading', { name: 'Tonight' }).waitFor()
  },

  async 'single sign-on'() {
    const { story } = await open('single-sign-on-service-token--service-token-story')
    await story.getByRole('button', { name: 'Sign in' }).click()
    await story.getByText('(serviceTokenSSO)').waitFor()
  },
}

for (const [name, check] of Object.entries(checks)) {
  try {
    await check()
    console.log(`Signed in with ${name}`)
  } catch (error) {
    console.log(`No sign-in with ${name}: ${error.message}`)
    process.exitCode = 1
  }
}
for (const line of missing) console.log(line)
if (missing.length > 0) process.exitCode = 1
await browser.close()
await server.close()
