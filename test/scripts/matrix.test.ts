import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { assumed } from '../matrix/assumed.ts'
import { browserApisOf, roots } from '../matrix/browserApis.ts'
import { chosen } from '../matrix/chosen.ts'
import { faults, kinds, read } from '../matrix/faults.ts'
import { moments } from '../matrix/moments.ts'
import { writtenRow } from '../matrix/table.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const touched = [
  ...new Set(
    readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('emulator'))
      .flatMap((path) => browserApisOf(path, readFileSync(src + path, 'utf8'))),
  ),
]
/** A root such as `window` does not cover its properties. */
const covers = (name: string, api: string) =>
  api === name || (!roots.has(name) && api.startsWith(`${name}.`))

describe('the matrix of faults', () => {
  it('has every browser API that the source uses', () => {
    const known = [...read, ...Object.keys(assumed)]
    expect(touched.filter((api) => !known.some((name) => covers(name, api)))).toEqual([])
  })

  it('has no API that the source does not use', () => {
    const known = [...read, ...Object.keys(assumed)]
    expect(known.filter((name) => !touched.some((api) => covers(name, api)))).toEqual([])
  })

  it.each([
    ['navigator.bluetooth.getDevices()', 'navigator.bluetooth.getDevices'],
    ['const { vibrate } = navigator', 'navigator.vibrate'],
    ['const { fetch = globalThis.fetch } = options', 'fetch'],
    ['new WebSocket(url)', 'WebSocket'],
  ])('finds the API in: %s', (code, api) => {
    expect(browserApisOf('file.ts', code)).toContain(api)
  })

  it.each(['const screen = 7; call(screen.width)', 'type A = Storage', 'a = { fetch: 7 }.fetch'])(
    'finds no API in: %s',
    (code) => {
      expect(browserApisOf('file.ts', code).filter((api) => api !== 'a' && api !== 'call')).toEqual(
        [],
      )
    },
  )

  it('is in docs/reliability.md, with each fault of each API', () => {
    expect(faults.filter(({ name }) => !writtenRow(name)).map(({ name }) => name)).toEqual([])
    expect(writtenRow('`indexedDB` melts')).toBe(undefined)
  })

  it('has each API, fault and moment in the selection that npm test runs', () => {
    const names = Object.keys(chosen)
    const rows = faults.filter(({ name }) => names.includes(name))
    expect(rows).toHaveLength(names.length)
    expect(new Set(rows.map(({ api }) => api))).toEqual(new Set(faults.map(({ api }) => api)))
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(kinds))
    expect(new Set(Object.values(chosen))).toEqual(new Set(moments))
  })
})
