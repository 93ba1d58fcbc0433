import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A block of code in a document. */
export interface Sample {
  /** The file name above the block, if it has one. */
  readonly title: string | undefined
  readonly code: string
}

/** The TypeScript blocks of a document, in its order. */
export function samplesOf(document: string): readonly Sample[] {
  const text = readFileSync(root + document, 'utf8')
  const blocks = text.matchAll(/(?:\*\*`([^`\n]+)`\*\*\n\n)?```tsx?\n(.*?)```/gs)
  return [...blocks].map(([, title, code = '']) => ({ title, code }))
}

/** The first block of a document below this file name. */
export function sampleOf(document: string, title: string): string {
  const sample = samplesOf(document).find((sample) => sample.title === title)
  if (!sample) throw new Error(`${document} has no ${title}`)
  return sample.code
}
