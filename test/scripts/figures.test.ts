import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { costsTable, quotedTable } from '../../bench/costsTable.mjs'

it('docs/costs.md quotes the last run of the benchmark unchanged', () => {
  const results = new URL('../../bench/results/latest.json', import.meta.url)
  expect(quotedTable()).toBe(costsTable(JSON.parse(readFileSync(results, 'utf8'))))
})
