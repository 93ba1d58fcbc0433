import { createPassEmulator } from 'react-adobe-pass/emulator'
import { expect, it } from 'vitest'
import { open, origin } from './testbed.ts'

const emulator = createPassEmulator()

it('shows the title, sample code with the origin, the MVPDs and the links', async () => {
  const { status, document } = await open(emulator, '/')
  const text = document.body.textContent ?? ''

  expect(status).toBe(200)
  expect(document.title).toBe('Adobe Pass emulator')
  expect(text).toContain(`createPassClient({ origin: '${origin}'`)
  for (const mvpd of ['Lumenwave', 'FernbrookSat', 'SummerPass']) expect(text).toContain(mvpd)
  expect([...document.links].map((link) => link.getAttribute('href'))).toEqual([
    '/__emulator/statement',
    '/__emulator/log',
    expect.stringMatching(/^https:\/\/.*react-adobe-pass/),
  ])
})

it('lists custom MVPDs, and escapes markup in their names', async () => {
  const mvpds = [{ id: '<b>A', displayName: '<i>Arcadia', logoUrl: '/a.svg' }]
  const { document } = await open(createPassEmulator({ mvpds }), '/')

  expect([...document.querySelectorAll('li')].at(-1)?.textContent).toBe('<b>A <i>Arcadia (login)')
})

it('is neither throttled nor logged', async () => {
  for (let visit = 0; visit < 12; visit += 1) {
    expect((await emulator.fetch(`${origin}/`)).status).toBe(200)
  }
  expect(emulator.log).toEqual([])
})

it('refuses other methods with 405, and other paths with 404', async () => {
  expect((await emulator.fetch(`${origin}/`, { method: 'POST' })).status).toBe(405)
  expect((await emulator.fetch(`${origin}/index.html`)).status).toBe(404)
})
