// The API reference: a Markdown page for each exported symbol, from the TSDoc in src/, below
// site/reference/. `navigation.json` there is its table of contents.
import { rmSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Application, Comment, CommentTag, Converter, PageEvent, ReflectionKind } from 'typedoc'
import { repository } from './repository.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** The package entries that an application imports, in reading order, and their files. */
const entries = new Map([
  ['react-adobe-pass', here('../src/index.ts')],
  ['react-adobe-pass/entitlement', here('../src/entitlement/index.ts')],
  ['react-adobe-pass/rest-v2', here('../src/rest-v2/index.ts')],
  ['react-adobe-pass/emulator', here('../src/emulator/index.ts')],
  ['react-adobe-pass/back', here('../src/entitlement/back.ts')],
])

const app = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  name: 'Reference',
  entryPoints: [...entries.values()],
  sortEntryPoints: false,
  tsconfig: here('tsconfig.json'),
  out: here('reference'),
  navigationJson: here('reference/navigation.json'),
  displayBasePath: here('..'),
  basePath: here('..'),
  readme: 'none',
  disableGit: true,
  sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  excludeReferences: true,
  sort: ['required-first', 'source-order'],
  indexFormat: 'table',
  groupOrder: ['Components', 'Hooks', 'Functions', 'Classes', 'Interfaces', 'Type Aliases', '*'],
  entryFileName: 'index',
  hidePageHeader: true,
  useCodeBlocks: true,
  expandParameters: true,
  expandObjects: true,
  parametersFormat: 'table',
  blockTagsPreserveOrder: ['@example'],
  logLevel: 'Warn',
  treatWarningsAsErrors: true,
})

const { converter } = app
converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
  if (reflection.kindOf(ReflectionKind.Module)) nameAfterEntry(reflection)
  if (reflection.kindOf(ReflectionKind.TypeAlias)) showStates(context, reflection)
})
converter.on(Converter.EVENT_CREATE_PARAMETER, (_context, parameter) => {
  if (parameter.name !== '__namedParameters') return
  parameter.name = parameter.parent.name.endsWith('Provider') ? 'props' : 'options'
})
converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const reflection of Object.values(project.reflections)) {
    if (reflection.kindOf(ReflectionKind.CallSignature)) group(reflection)
    for (const { content } of reflection.comment?.getTags('@example') ?? []) {
      for (const part of content) part.text = part.text.replace(/^```ts$/m, '```tsx')
    }
    // Once a page is enough.
    if (!reflection.parent?.kindOf(ReflectionKind.Module)) delete reflection.sources
  }
})

app.renderer.on(PageEvent.END, (page) => {
  page.contents = linkToGuide(tidy(page.contents), page.url)
})

rmSync(here('reference'), { recursive: true, force: true })
const project = await app.convert()
if (project) {
  // Warns of a type that is shown by its name only, because no entry exports it.
  app.validate(project)
  await app.generateOutputs(project)
}
if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1)

function nameAfterEntry(module) {
  const [{ fullFileName }] = module.sources
  for (const [name, file] of entries) if (file === fullFileName) module.name = name
}

/** Reads `AllKeys<States>` as `States`: TypeDoc shows documentation only of a union's own members. */
function showStates(context, alias) {
  for (const declaration of context.getSymbolFromReflection(alias).declarations) {
    const { typeName, typeArguments } = declaration.type
    if (typeName?.text === 'AllKeys') [declaration.type] = typeArguments
  }
}

/**
 * Makes lists of the tables of contents, which are too wide for phones. Names the members of a union
 * after their `status` or `type`, and leaves out what says nothing.
 */
function tidy(markdown) {
  return markdown
    .replace(/^\| [\w ]+ \| Description \|\n\| -+ \| -+ \|\n/gm, '')
    .replace(/^\| (\[.+?\]\(.+?\)) \| (.+) \|$/gm, '- $1: $2')
    .replace(/^### Type Literal(?=\n\n```ts\n\{\n {2}(?:status|type): "(.+)";$)/gm, '### `$1`')
    .replace(
      /^#### .+\n\n```ts\nreadonly \w+: ("[^"]+"|true|false|null);\n```\n\n(?=#|\*\*\*)/gm,
      '',
    )
    .replace(/\{\n\}/g, '{}')
    .replaceAll('\\{ \\}', '\\{\\}')
}

/** Links what TSDoc says of the guide: its files and Adobe's rules. */
function linkToGuide(markdown, url) {
  const docs = `${'../'.repeat(url.split('/').length + 1)}docs`
  return markdown
    .replace(/`docs\/([a-z-]+\.md)`/g, `[\`docs/$1\`](${docs}/$1)`)
    .replace(/\brule V\d\w?/g, `[$&](${docs}/adobe-rules.md#rest-api-v2)`)
}

/** Groups hooks and components apart from other functions. */
function group(signature) {
  const name = groupOf(signature.name)
  if (!name || !signature.parent?.parent?.kindOf(ReflectionKind.Module)) return
  signature.comment ??= new Comment()
  signature.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: name }]))
}

function groupOf(name) {
  if (/^use[A-Z]/.test(name)) return 'Hooks'
  return name.endsWith('Provider') ? 'Components' : undefined
}
