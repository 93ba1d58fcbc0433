import { readFileSync, writeFileSync } from 'node:fs'
import { digits, figure, rows, visitRows } from './rows.mjs'

const costs = new URL('../docs/costs.md', import.meta.url)
const visitResults = new URL('results/visit.json', import.meta.url)
const quoted = /(?<=<!-- bench -->\n).*(?=\n<!-- \/bench -->)/s

const titles = {
  size: 'min+gzip, peers outside, kB',
  requests1000: 'token requests of 1,000 consumers',
  requests5Tabs: 'token requests of 5 tabs with 100 consumers each',
  coldCalls: '1,000 calls at once for a token that has expired, 50 ms server, ms',
  cachedToken: 'asking for a token that is there, µs',
  warmStart: 'reload: mounting to the first authorized call, ms',
  warmStartNewTab: 'new tab: mounting to the first authorized call, ms',
  renders: 'renderings of a consumer at a renewal',
  firstVisit: 'first visit over a 50 ms link: navigation to the answer of the first call, ms',
  firstVisitLinked: 'the same, if a server sends the page with the link, ms',
}

/** The Markdown table of medians for `docs/costs.md`: of a run, and of the last first visits. */
export function costsTable({ libraries }) {
  const visits = JSON.parse(readFileSync(visitResults, 'utf8')).libraries
  const names = Object.keys(libraries)
  const lines = Object.entries(titles).map(([key, title]) => {
    const row = [...rows, ...visitRows].find((row) => row.key === key)
    const cells = names.map((name) => {
      const found = figure(row, { ...libraries[name], ...visits[name] })
      return found ? digits(found.median) : '–'
    })
    return [title, ...cells]
  })
  return [['', ...names], ['---', ...names.map(() => '--:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** The table that is in `docs/costs.md` now. */
export function quotedTable() {
  return readFileSync(costs, 'utf8').match(quoted)?.[0].trim()
}

/** Replaces it by the table of a run. */
export function quoteInCosts(results) {
  writeFileSync(costs, readFileSync(costs, 'utf8').replace(quoted, `\n${costsTable(results)}\n`))
}
