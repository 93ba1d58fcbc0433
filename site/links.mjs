// Every internal link of the built site leads to a file of it, and to an anchor that is there.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('dist/', import.meta.url))
const base = process.env.SITE_BASE ?? '/'
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html') && !path.startsWith('storybook'))
  .map((path) => ({ path, html: readFileSync(join(dist, path), 'utf8') }))
const valuesOf = (html, name) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) =>
    value.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
  )
const anchors = new Map(pages.map(({ path, html }) => [path, new Set(valuesOf(html, 'id'))]))

let count = 0
const broken = pages.flatMap(({ path, html }) =>
  [...valuesOf(html, 'href'), ...valuesOf(html, 'src')]
    .filter((link) => !/^([a-z]+:|\/\/)/.test(link))
    .filter((link) => ++count && !leadsSomewhere(link, path))
    .map((link) => `${path}: ${link}`),
)
for (const line of broken) console.log(`Broken link in ${line}`)
console.log(`${count} links in ${pages.length} pages, ${broken.length} broken`)
if (broken.length > 0 || count === 0) process.exitCode = 1

function leadsSomewhere(link, from) {
  const { pathname, hash } = new URL(link, `http://site${base}${from}`)
  if (!pathname.startsWith(base)) return false
  const file = fileOf(decodeURI(pathname.slice(base.length)))
  if (!file) return false
  return !hash || !anchors.has(file) || anchors.get(file).has(decodeURIComponent(hash.slice(1)))
}

/** The file that a server of static files answers with. */
function fileOf(path) {
  return [path, `${path}.html`, join(path, 'index.html')].find(
    (one) => existsSync(join(dist, one)) && statSync(join(dist, one)).isFile(),
  )
}
