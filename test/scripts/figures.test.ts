import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { quotedTable, readmeTable } from '../../bench/readmeTable.mjs'

it('the README quotes the last run of the benchmark unchanged', () => {
  const results = new URL('../../bench/results/latest.json', import.meta.url)
  expect(quotedTable()).toBe(readmeTable(JSON.parse(readFileSync(results, 'utf8'))))
})
