import { expect, test } from 'vitest'
import { withBrowser } from './testbed.ts'

const scene = withBrowser({ mode: 'development' })
const production = withBrowser()

test('a development build logs a mistake in the set-up once, with the fix', async () => {
  const { context, openTab } = await scene()
  const printed: string[] = []
  context.on('console', (message) => printed.push(`${message.type()}: ${message.text()}`))
  const tab = await openTab({ statement: 'a.b.c' })
  for (let i = 0; i < 3; i++) await tab.evaluate(() => window.api.call().catch(() => 0))

  expect(printed.filter((text) => text.includes('[react-adobe-pass]'))).toEqual([
    expect.stringMatching(
      /^error: \[react-adobe-pass\] .*invalid_software_statement.*createPassClient/,
    ),
  ])
})

test('a production build logs nothing of it, and its error says the same', async () => {
  const { context, openTab } = await production()
  const printed: string[] = []
  context.on('console', (message) => printed.push(message.text()))
  const tab = await openTab({ statement: 'a.b.c' })
  const said = await tab.evaluate(() => window.api.call().catch(String))

  expect(said).toMatch(/invalid_software_statement.*createPassClient/)
  expect(printed.filter((text) => text.includes('react-adobe-pass'))).toEqual([])
})
