import { createRequire } from 'node:module'
import { relative } from 'node:path'

// API Extractor's own TypeScript: version 7 has no stable API.
const ts = createRequire(import.meta.resolve('@microsoft/api-extractor'))('typescript')

/**
 * The properties and methods without TSDoc of all types that the entries lead to, type literals
 * included. A member may inherit its TSDoc. It needs none if its type is a single literal, like that
 * of a discriminant.
 */
export function undocumentedMembers(program, entries) {
  const checker = program.getTypeChecker()
  const seen = new Set()
  const found = []

  for (const entry of entries) visit(program.getSourceFile(entry))
  return found

  function visit(node) {
    // `typeof` leads to a constant, whose values say everything.
    if (seen.has(node) || ts.isTypeQueryNode(node)) return
    seen.add(node)
    if (isNamedMember(node) && !isDocumented(node)) found.push(describe(node))
    if (ts.isIdentifier(node)) ownDeclarations(node).forEach(visit)
    ts.forEachChild(node, visit)
  }

  function ownDeclarations(name) {
    const symbol = checker.getSymbolAtLocation(name)
    const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias
    const { declarations = [] } = (isAlias ? checker.getAliasedSymbol(symbol) : symbol) ?? {}
    return declarations.filter((node) => !fileOf(node).includes('/node_modules/'))
  }

  function isDocumented({ symbol, type, initializer }) {
    const isLiteral = initializer || (type && ts.isLiteralTypeNode(type))
    return isLiteral || symbol.getDocumentationComment(checker).length > 0
  }
}

// Not a constructor, whose parameters are documented, nor an index signature.
const isNamedMember = (node) => (ts.isTypeElement(node) || ts.isClassElement(node)) && node.name

const fileOf = (node) => node.getSourceFile().fileName

function describe(node) {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
  return `${relative('', fileOf(node))}:${line + 1} ${node.getText().split('\n', 1)}`
}
