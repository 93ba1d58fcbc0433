import { runInNewContext } from 'node:vm'
import { parseSync } from 'vite'

/** The globals of the language itself. */
const language: ReadonlySet<string> = new Set(
  runInNewContext('Object.getOwnPropertyNames(globalThis)').filter(
    (name: string) => name !== 'console',
  ),
)

/** Objects whose properties are browser APIs. */
export const roots: ReadonlySet<string> = new Set([
  'window',
  'navigator',
  'document',
  'crypto',
  'location',
  'screen',
  'performance',
])

/** The parts of a node that contain types. */
const types =
  /^(type|return|super)(Annotation|Parameters|Arguments|Type|TypeArguments|TypeParameters)$|^implements$/

interface Node {
  readonly type: string
  readonly [part: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof Object(value).type === 'string'

const childrenOf = (node: Node): readonly (readonly [part: string, child: Node])[] =>
  Object.entries(node).flatMap(([part, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(isNode)
      .map((child): readonly [string, Node] => [part, child]),
  )

/** The names that a pattern binds. */
const boundBy = (pattern: unknown): readonly string[] => {
  if (!isNode(pattern)) return []
  if (pattern.type === 'Identifier') return [String(pattern['name'])]
  if (pattern.type === 'Property') return boundBy(pattern['value'])
  if (pattern.type === 'AssignmentPattern') return boundBy(pattern['left'])
  return childrenOf(pattern).flatMap(([, child]) => boundBy(child))
}

const declaredBy = (node: Node): readonly string[] => {
  const own = /^Import.*Specifier$/.test(node.type)
    ? boundBy(node['local'])
    : [
        node['params'] ?? node['param'] ?? [],
        /Declarat|Class|Function/.test(node.type) && node['id'],
      ]
        .flat()
        .flatMap(boundBy)
  return [...own, ...childrenOf(node).flatMap(([, child]) => declaredBy(child))]
}

/** `a.b.c` as a text, if it starts with an identifier. */
const chainOf = (node: Node): string | undefined => {
  if (node.type === 'Identifier') return String(node['name'])
  const { object, property, computed } = node
  if (node.type !== 'MemberExpression' || computed || !isNode(object) || !isNode(property)) return
  const before = chainOf(object)
  return before && `${before}.${String(property['name'])}`
}

/** The browser APIs that a file uses, such as `navigator.locks.request` or `fetch`. */
export function browserApisOf(path: string, code: string): readonly string[] {
  const { program } = parseSync(path, code)
  const tree: unknown = program
  if (!isNode(tree)) return []
  const declared = new Set(declaredBy(tree))
  const found: string[] = []
  const add = (chain: string) => {
    const name = chain.replace(/^globalThis\./, '')
    const [first = ''] = name.split('.')
    if (!language.has(first) && (name !== chain || !declared.has(first))) found.push(name)
  }
  const visit = (node: Node) => {
    const isExpression = /^TS(As|Satisfies|NonNull)Expression$/.test(node.type)
    if (node.type.startsWith('TS') && !isExpression) return
    if (node.type === 'ExportSpecifier') return
    const { id, init } = node
    if (node.type === 'VariableDeclarator' && isNode(id) && isNode(init)) {
      const of = chainOf(init)
      if (of && roots.has(of) && id.type === 'ObjectPattern') {
        return childrenOf(id).forEach(([, { key }]) => isNode(key) && add(`${of}.${chainOf(key)}`))
      }
    }
    const chain = chainOf(node)
    if (chain) return add(chain)
    for (const [part, child] of childrenOf(node)) {
      const isName = /^(key|property|imported|exported|label)$/.test(part) && !node['computed']
      if (!isName && !types.test(part) && !(isExpression && part !== 'expression')) visit(child)
    }
  }
  visit(tree)
  return [...new Set(found)]
}
