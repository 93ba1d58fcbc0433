import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { guideSidebar, pageOf, referenceSidebar } from '../pages.mjs'
import { repository } from '../repository.mjs'
import { likeGitHub, slugify } from './likeGitHub.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const readme = readFileSync(here('../../README.md'), 'utf8')

export default defineConfig({
  base: process.env.SITE_BASE ?? '/',
  lang: 'en',
  title: 'react-adobe-pass',
  description: 'React hooks for Adobe Pass. Unofficial.',
  // There is no icon, and browsers need not ask for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],

  // The pages are the files of the repository, as they are on GitHub.
  srcDir: '..',
  srcExclude: [
    '!(README|CONTRIBUTING|CHANGELOG|SECURITY).md',
    '!(docs|bench|site)/**/*.md',
    'bench/!(results)/**/*.md',
    'bench/results/!(growth).md',
    'site/!(index.md|stories.md|reference)',
  ],
  rewrites: (source) => pageOf(source) ?? source,
  outDir: './dist',
  cleanUrls: true,

  markdown: {
    anchor: { slugify },
    config: likeGitHub,
    theme: { light: 'github-light', dark: 'github-dark' },
  },

  vite: {
    publicDir: here('../public'),
    plugins: [packagesOfSite(), partsOfReadme()],
    build: { chunkSizeWarningLimit: 4_000 },
  },

  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/', activeMatch: '^/(guide|project)/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Stories', link: '/stories' },
    ],
    sidebar: {
      '/guide/': guideSidebar(),
      '/project/': guideSidebar(),
      '/reference/': referenceSidebar(),
    },
    outline: { level: [2, 3] },
    search: { provider: 'local', options: { _render: renderForSearch } },
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: /^> (Unofficial\..+)$/m.exec(readme)[1] },
  },
})

/** Figures name hooks in every table, and would be found before the hooks. */
function renderForSearch(source, env, md) {
  return /\bgrowth\.md$/.test(env.path) ? '' : md.render(source, env)
}

/** Vue is installed in this folder, and pages outside of it import it. */
function packagesOfSite() {
  let isServer = false
  return {
    name: 'packages-of-site',
    enforce: 'pre',
    configResolved({ build }) {
      isServer = Boolean(build.ssr)
    },
    resolveId(source, importer, options) {
      if (!/^vue(\/|$)/.test(source)) return null
      if (isServer) return { id: source, external: true }
      if (!importer?.endsWith('.md')) return null
      return this.resolve(source, here('config.mjs'), { ...options, skipSelf: true })
    },
  }
}

/** Puts parts of the README onto the landing page. */
function partsOfReadme() {
  const part = (pattern) =>
    pattern.exec(readme)[0].replaceAll('](', '](../').replaceAll('](../http', '](http')
  const parts = {
    unofficial: part(/^> Unofficial\..+$/m),
    start: part(/^## Start in 60 seconds.*?(?=^### )/ms),
    next: part(/^## Where to go next.*?(?=^## )/ms),
  }
  return {
    name: 'parts-of-readme',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/site/index.md')) return undefined
      return code.replace(/<!-- README: (\w+) -->/g, (_, name) => parts[name])
    },
  }
}
