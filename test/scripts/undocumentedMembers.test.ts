import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { undocumentedMembers } from '../../scripts/undocumentedMembers.mjs'

const ts = createRequire(import.meta.resolve('@microsoft/api-extractor'))('typescript')
const folder = mkdtempSync(join(tmpdir(), 'react-adobe-pass-members-'))
afterEach(() => rmSync(folder, { recursive: true }))

const DECLARATIONS = `
interface Base {
  /** What it is. */
  inherited: string
  ofBase: string
}
interface Unexported {
  unreachable: string
}
declare const NAMES: {
  ofConstant: string
}
export interface Result extends Base {
  inherited: 'a' | 'b'
  type: 'discriminant'
  ofExport: keyof typeof NAMES
  /** What it is. */
  documented: { ofLiteral: string } | { method(): void }
  [index: string]: unknown
}
`

it('finds properties and methods without TSDoc, in the types that an export leads to', () => {
  const entry = join(folder, 'index.d.ts')
  writeFileSync(entry, `export { Result } from './Result'\n`)
  writeFileSync(join(folder, 'Result.d.ts'), DECLARATIONS)
  const found = undocumentedMembers(ts.createProgram([entry], { noLib: true }), [entry])
  const members = found.map((line: string) => /Result\.d\.ts:\d+ (\w+)/.exec(line)?.[1])
  expect(new Set(members)).toEqual(new Set(['ofBase', 'ofExport', 'ofLiteral', 'method']))
})
