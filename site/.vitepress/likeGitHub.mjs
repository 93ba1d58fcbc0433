// Markdown as GitHub reads it.
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkOf } from '../pages.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The anchor of a heading. */
export const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

/** A markdown-it plugin: links between files work, and `{{ }}` is text. */
export function likeGitHub(md) {
  md.core.ruler.push('links-between-files', ({ tokens, env }) => {
    // A heading is also read by itself, for the title of a page.
    const path = env.realPath ?? env.path
    if (!path) return
    const source = relative(root, path)
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.type === 'link_open' && token.attrGet('href')
        if (href && !/^([a-z]+:|[/#])/.test(href)) token.attrSet('href', linkOf(href, source))
      }
    }
  })

  const { text } = md.renderer.rules
  md.renderer.rules.text = (...args) => text(...args).replaceAll('{{', '&#123;&#123;')
}
