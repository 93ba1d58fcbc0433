import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Fault, faults } from './faults.ts'
import { type Moment, moments } from './moments.ts'
import type { Cell } from './runRow.ts'

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const PART = /(<!-- matrix -->\n).*?(<!-- \/matrix -->)/s

/** The part of docs/reliability.md that the matrix writes. */
export const writtenTable = (): string => PART.exec(readFileSync(DOCUMENT, 'utf8'))?.[0] ?? ''

/** What docs/reliability.md says of a cell. */
export function writtenOutcome(name: string, moment: Moment): string | undefined {
  const rows = writtenTable().split('\n')
  if (rows.includes(`- ${name}`)) return 'yes'
  const row = rows.find((line) => line.startsWith(`| ${name} |`))
  return row?.split(' | ')[1 + moments.indexOf(moment)]?.replace(/ \|$/, '')
}

/** Writes what all cells came to into docs/reliability.md. */
export function writeTable(rows: ReadonlyMap<Fault, readonly Cell[]>): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  const written = text.replace(PART, (_, begin: string, end: string) => begin + table(rows) + end)
  writeFileSync(DOCUMENT, written)
}

/** The table, with the rows in which all is as without the fault folded into a sentence. */
function table(rows: ReadonlyMap<Fault, readonly Cell[]>): string {
  const outcomes = (fault: Fault) => rows.get(fault)?.map(({ outcome }) => outcome) ?? []
  const tried = faults.filter(({ put }) => typeof put !== 'string')
  const isSound = (fault: Fault) => outcomes(fault).every((outcome) => outcome === 'yes')
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const lines = tried
    .filter((fault) => !isSound(fault))
    .map((fault) => line([fault.name, ...outcomes(fault)]))
  return [
    '\n',
    line(['fault', ...moments]),
    line(['---', ...moments.map(() => '---')]),
    ...lines,
    '\nEverything works and is remembered in every cell of these:\n\n',
    ...tried.filter(isSound).map(({ name }) => `- ${name}\n`),
    '\nThese make no sense, and are not tried:\n\n',
    ...faults.flatMap(({ name, put }) => (typeof put === 'string' ? [`- ${name}: ${put}\n`] : [])),
    '\n',
  ].join('')
}
