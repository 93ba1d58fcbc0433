import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { releaseUnreleased } from '../../scripts/releaseUnreleased.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const manifest = JSON.parse(read('package.json'))

/** `owner/name`, which is a placeholder until the repository has a home. */
const [, home = ''] = /^git\+https:\/\/github\.com\/(.+)\.git$/.exec(manifest.repository.url) ?? []

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
const workflows = readdirSync(`${root}.github/workflows`).map((name) => `.github/workflows/${name}`)

describe('the home of the repository', () => {
  it('is the same in all fields of package.json', () => {
    expect(home).toMatch(/^[\w-]+\/[\w-]+$/)
    expect(manifest.homepage).toBe(`https://github.com/${home}#readme`)
    expect(manifest.bugs).toBe(`https://github.com/${home}/issues`)
  })

  it('is the same wherever a file names it', () => {
    const texts = tracked.filter((path) => /\.(md|ya?ml|json|m?[jt]s|tsx?|html)$/.test(path))
    const named = texts.flatMap((path) =>
      [...read(path).matchAll(/github\.com\/([\w-]+\/react-adobe-pass)\b/g)].map(
        ([, name]) => `${path}: ${name}`,
      ),
    )
    expect(named).toContain(`package.json: ${home}`)
    expect(named.filter((line) => !line.endsWith(`: ${home}`))).toEqual([])
  })
})

describe('the workflows', () => {
  it.each(workflows)('%s runs npm scripts that exist, and nothing else', (path) => {
    const commands = [...read(path).matchAll(/^ *(?:- )?(?:run|version|publish): (.+)$/gm)]
    const scripts = new Set(Object.keys(manifest.scripts))
    const unknown = commands.filter(([, command = '']) => {
      const [, script = ''] = /^npm (?:run )?([\w:-]+)(?: -- .+)?$/.exec(command) ?? []
      return script !== 'ci' && !scripts.has(script)
    })
    expect(unknown.map(([, command]) => command)).toEqual([])
  })

  it('name no registry', () => {
    expect(workflows.filter((path) => /registry/.test(read(path)))).toEqual([])
  })
})

describe('releaseUnreleased', () => {
  it('gives the unreleased changes the heading of the version', () => {
    const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- This.\n\n## 0.1.0\n'
    expect(releaseUnreleased(changelog, '0.2.0')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## 0.2.0\n\n### Added\n\n- This.\n\n## 0.1.0\n',
    )
  })

  it('fits CHANGELOG.md, and throws for a changelog without such a list', () => {
    expect(releaseUnreleased(read('CHANGELOG.md'), '99.0.0')).toContain(
      '## [Unreleased]\n\n## 99.0.0\n\n### ',
    )
    expect(() => releaseUnreleased('# Changelog\n', '1.0.0')).toThrow(/\[Unreleased\]/)
  })
})
