// Which files of the repository are pages of the site, and where they are on it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository } from './repository.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const fixed = new Map([
  ['site/index.md', 'index.md'],
  ['site/stories.md', 'stories.md'],
  ['README.md', 'guide/index.md'],
  ['docs/README.md', 'guide/contents.md'],
  ['bench/results/growth.md', 'guide/growth.md'],
  ['CONTRIBUTING.md', 'project/contributing.md'],
  ['CHANGELOG.md', 'project/changelog.md'],
  ['SECURITY.md', 'project/security.md'],
])

/** The path of a file's page in the site, with `.md`; undefined for a file that is no page. */
export function pageOf(source) {
  if (fixed.has(source)) return fixed.get(source)
  const [, guide] = /^docs\/(.+\.md)$/.exec(source) ?? []
  if (guide) return `guide/${guide}`
  return /^site\/(reference\/.+\.md)$/.exec(source)?.[1]
}

/**
 * Where a relative link of a file leads on the site: to a page, or to a file on GitHub. A link that is
 * right on GitHub is right here.
 *
 * @throws Error if there is no such file.
 */
export function linkOf(href, source) {
  const [path, anchor = ''] = href.split(/(?=#)/)
  const file = resolve(root, dirname(source), decodeURI(path))
  const target = relative(root, file)
  if (!existsSync(file)) throw new Error(`${source} links to ${href}, which does not exist`)
  const isFolder = statSync(file).isDirectory()
  const page = pageOf(target) ?? (isFolder && pageOf(`${target}/README.md`))
  if (page) return addressOf(page) + anchor
  return `${repository}/${isFolder ? 'tree' : 'blob'}/main/${target}${anchor}`
}

/** The address of a page below the base of the site. */
export const addressOf = (page) => `/${page.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`

const linkTo = (source, text) => ({ text, link: addressOf(pageOf(source)) })

/** The sidebar of the guide: the list of docs/README.md. */
export function guideSidebar() {
  const groups = [{ text: 'Start', items: [linkTo('README.md', 'The package')] }]
  for (const line of readFileSync(`${root}docs/README.md`, 'utf8').split('\n')) {
    const [, group] = /^\*\*(.+)\*\*$/.exec(line) ?? []
    if (group) groups.push({ text: group, items: [] })
    const [, text, path] = /^\d+\. \[(.+?)\]\((.+?)\)/.exec(line) ?? []
    if (text) groups.at(-1).items.push({ text, link: linkOf(path, 'docs/README.md') })
  }
  groups
    .at(-1)
    .items.push(linkTo('CHANGELOG.md', 'Changelog'), linkTo('SECURITY.md', 'Security policy'))
  return groups
}

/** The sidebar of the reference: its own table of contents. */
export function referenceSidebar() {
  const { pathname } = new URL('reference/navigation.json', import.meta.url)
  return JSON.parse(readFileSync(pathname, 'utf8')).map((entry) => itemOf(entry, 0))
}

function itemOf({ title, path, children }, depth) {
  return {
    text: title,
    ...(path ? { link: addressOf(`reference/${path}`) } : {}),
    ...(children ? { items: children.map((child) => itemOf(child, depth + 1)) } : {}),
    ...(children && depth === 0 ? { collapsed: true } : {}),
  }
}
