// The documentation site: guide, reference and stories, into site/dist. `--base /name/` is the path that
// it is served below; `--preview` serves what is built.
import { spawn } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureInstalled, ensureTestTools } from './install.mjs'
import { run, seconds } from './run.mjs'

const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '/' },
    preview: { type: 'boolean' },
    port: { type: 'string', default: '4173' },
  },
})
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const base = `/${values.base}/`.replace(/\/+/g, '/')
const env = { SITE_BASE: base }

if (values.preview) {
  await ensureInstalled(['site'])
  preview()
} else {
  await ensureTestTools(['site'])
  await build()
}

async function build() {
  await Promise.all([
    step('stories', 'storybook build --disable-telemetry', { VITE_EMULATOR_IN_PAGE: 'true' }),
    step('reference', 'node site/reference.mjs').then(() =>
      step('pages', 'node site/node_modules/vitepress/bin/vitepress.js build site', env),
    ),
  ])
  cpSync(here('storybook-static'), here('site/dist/storybook'), { recursive: true })
  await step('links', 'node site/links.mjs', env)
  await step('sign-in', 'node site/signIn.mjs', env)
  console.log('The site is in site/dist: npm run site:preview')
}

async function step(name, command, environment) {
  const { ok, output, ms } = await run(command, environment)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds(ms).padStart(7)}`)
  if (ok) return
  console.log(`\n${output}\n`)
  process.exit(1)
}

function preview() {
  if (!existsSync(here('site/dist/storybook'))) {
    console.error('There is no site yet: npm run site')
    process.exit(1)
  }
  const vitepress = here('site/node_modules/vitepress/bin/vitepress.js')
  const args = [vitepress, 'preview', 'site', '--port', values.port, '--base', base]
  spawn(process.execPath, args, { cwd: here('.'), stdio: 'inherit' })
}
