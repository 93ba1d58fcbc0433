import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Fault, faults } from './faults.ts'
import { moments } from './moments.ts'
import type { Cell } from './runRow.ts'

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const PART = /(<!-- matrix -->\n).*?(<!-- \/matrix -->)/s

/** The part of docs/reliability.md that the matrix writes. */
const writtenTable = (): string => PART.exec(readFileSync(DOCUMENT, 'utf8'))?.[0] ?? ''

/** The row of a fault in docs/reliability.md: its outcomes, or why it is not tested. */
export function writtenRow(name: string): readonly string[] | undefined {
  const { api, how } = partsOf(name)
  for (const line of writtenTable().split('\n')) {
    if (line.startsWith(`| ${name} | `)) return line.slice(2, -2).split(' | ').slice(1)
    const [listed, hows] = line.split(/: (.*)/)
    if (listed !== `- ${api}` || !hows) continue
    const found = hows.split('; ').find((text) => text === how || text.startsWith(`${how} (`))
    if (found) return found === how ? moments.map(() => 'yes') : [found]
  }
  return undefined
}

/** Writes the outcomes of all cells into docs/reliability.md. */
export function writeTable(rows: ReadonlyMap<Fault, readonly Cell[]>): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  const written = text.replace(PART, (_, begin: string, end: string) => begin + table(rows) + end)
  writeFileSync(DOCUMENT, written)
}

/** The table. Faults without an effect are listed below it, as are faults that are not tested. */
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
    ...listed(tried.filter(isSound)),
    '\nThese cannot be, or not in an application with React and TanStack Query, and are not tried:\n\n',
    ...listed(faults.filter(({ put }) => typeof put === 'string')),
    '\n',
  ].join('')
}

/** A line for each API, with its faults, and the reasons if they are not tested. */
function listed(some: readonly Fault[]): readonly string[] {
  const lines = new Map<string, string[]>()
  for (const { name, put } of some) {
    const { api, how } = partsOf(name)
    const text = typeof put === 'string' ? `${how} (${put})` : how
    lines.set(api, [...(lines.get(api) ?? []), text])
  }
  return [...lines].map(([api, all]) => `- ${api}: ${all.join('; ')}\n`)
}

/** The API and the fault in the name of a row. */
function partsOf(name: string): { readonly api: string; readonly how: string } {
  const end = name.lastIndexOf('`') + 1
  return { api: name.slice(0, end), how: name.slice(end + 1) }
}
