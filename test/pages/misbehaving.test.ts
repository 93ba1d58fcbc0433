import { describe, test } from 'vitest'
import { chosen } from '../matrix/chosen.ts'
import { faults } from '../matrix/faults.ts'
import { type Moment, moments } from '../matrix/moments.ts'
import { runRow } from '../matrix/runRow.ts'
import { writtenRow } from '../matrix/table.ts'
import { withBrowser } from './testbed.ts'

// `npm run test:matrix` runs every cell.
const scene = withBrowser({ page: '../matrix/page' })

describe.concurrent('a browser that misbehaves has the outcome in docs/reliability.md', () => {
  test.for(Object.entries(chosen))('%s: %s', async ([name, moment], { expect, onTestFinished }) => {
    const fault = faults.find((other) => other.name === name)
    const set = await scene({ throttle: false, onTestFinished })
    const cells = await runRow(set, [moment], { fault })
    const outcome = writtenRow(name)?.[moments.indexOf(moment)]
    expect(cells).toEqual([{ moment, outcome, broken: [] }])
  })
})

const mistakes: readonly (readonly [variant: string, moment: Moment, found: RegExp])[] = [
  ['drops the credentials', 'warm start', /the credentials are lost/],
  ['rejects with a plain Error', 'first visit', /rejects with Error: plain/],
  ['throws in an effect', 'first visit', /React's tree is gone/],
  ['rejects unheard', 'first visit', /uncaught: unheard/],
  ['never reads', 'first visit', /it hangs/],
]

describe.concurrent('the matrix detects an application that', () => {
  test.for(mistakes)('%s', async ([variant, moment, found], { expect, onTestFinished }) => {
    const set = await scene({ throttle: false, onTestFinished })
    const hangs = variant === 'never reads'
    const [cell] = await runRow(set, [moment], { variant, ...(hangs && { patience: 5_000 }) })
    expect(cell?.broken.join()).toMatch(found)
  })
})
