// The API reference: a Markdown page for each exported symbol, from the TSDoc in src/, below
// site/reference/. `navigation.json` there is its table of contents.
import { rmSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Application, Comment, CommentTag, Converter, ReflectionKind } from 'typedoc'
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
  sort: ['source-order'],
  groupOrder: ['Components', 'Hooks', 'Functions', 'Classes', 'Interfaces', 'Type Aliases', '*'],
  entryFileName: 'index',
  hidePageHeader: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'table',
  blockTagsPreserveOrder: ['@example'],
  logLevel: 'Warn',
  treatWarningsAsErrors: true,
})

const { converter } = app
converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
  if (reflection.kindOf(ReflectionKind.Module)) nameAfterEntry(reflection)
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

rmSync(here('reference'), { recursive: true, force: true })
const project = await app.convert()
if (project) await app.generateOutputs(project)
if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1)

function nameAfterEntry(module) {
  const [{ fullFileName }] = module.sources
  for (const [name, file] of entries) if (file === fullFileName) module.name = name
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
