import process from 'node:process'
import { afterAll, describe, test } from 'vitest'
import { withBrowser } from '../pages/testbed.ts'
import { type Fault, faults } from './faults.ts'
import { moments } from './moments.ts'
import { type Cell, runRow } from './runRow.ts'
import { writeTable } from './table.ts'

const scene = withBrowser({ page: '../matrix/page' })
const tried = faults.filter(({ put }) => typeof put !== 'string')
const kept = new Map<Fault, readonly Cell[]>()

describe.concurrent('in a browser that misbehaves, no promise is broken with', () => {
  test('no fault', async ({ expect, onTestFinished }) => {
    const cells = await runRow(await scene({ throttle: false, onTestFinished }), moments, {})
    expect(cells).toEqual(moments.map((moment) => ({ moment, outcome: 'yes', broken: [] })))
  })

  test.for(tried)('$name', async (fault, { expect, onTestFinished }) => {
    const set = await scene({ throttle: false, onTestFinished })
    const cells = await runRow(set, moments, { fault })
    process.stdout.write(`${fault.name}: ${cells.map(({ outcome }) => outcome).join(' | ')}\n`)
    expect(cells.flatMap(({ moment, broken }) => broken.map((what) => [moment, what]))).toEqual([])
    kept.set(fault, cells)
  })
})

afterAll(() => {
  if (kept.size === tried.length) writeTable(kept)
})
