import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { chromium } from 'playwright-core'
import { createPassClient, PassProvider } from 'react-adobe-pass'
import { servePassEmulator } from 'react-adobe-pass/emulator'
import { renderToString } from 'react-dom/server'
import { expect, onTestFinished, test } from 'vitest'
import { launchOptions } from '../../scripts/chromium.mjs'
import { servePage } from './app/servePage.mjs'
import { soon, untilAll } from './testbed.ts'

test('the API sees a connection before a script has run, and the first request uses it', async () => {
  const { emulator, origin, close } = await servePassEmulator({ throttle: false })
  onTestFinished(close)
  const page = await servePage()
  onTestFinished(page.close)
  const api = await watchConnections(origin)
  const site = await serveWithoutScripts(
    new URL(page.url).origin,
    renderDocument(api.origin),
    `default-src 'self'; connect-src ${api.origin}`,
  )

  const tab = await openTab()
  const statement = await emulator.softwareStatement()
  const options = new URLSearchParams({ origin: api.origin, statement, queries: '2', tokens: '1' })
  await tab.goto(`${site.origin}/?${options}`, { waitUntil: 'commit' })
  await expect.poll(() => api.connections, soon).toEqual(['nothing sent'])
  expect(await tab.evaluate(() => 'api' in window)).toBe(false)
  expect(emulator.log).toEqual([])

  site.sendScripts()
  await untilAll(tab, 'query', 2)
  await untilAll(tab, 'token', 1)
  expect(emulator.log).toHaveLength(3)
  expect(api.connections[0]).toBe('OPTIONS /o/client/register HTTP/1.1')
})

/** Not in a context of Playwright's: Chromium follows no such link in an incognito window or its shell. */
async function openTab() {
  const context = await chromium.launchPersistentContext('', await launchOptions())
  onTestFinished(() => context.close())
  return context.newPage()
}

/** The document that a server renders, with the script of the test page. */
function renderDocument(origin: string) {
  const client = createPassClient({ softwareStatement: 'a.b.c', serviceProvider: 'REF30', origin })
  return (script: string) =>
    renderToString(
      <html lang="en">
        <head>
          <title>A page from a server</title>
        </head>
        <body>
          <QueryClientProvider client={new QueryClient()}>
            <PassProvider client={client}>
              <div id="root" />
            </PassProvider>
          </QueryClientProvider>
          <script type="module" src={script} />
        </body>
      </html>,
    )
}

/** Serves an origin at another one, and notes for every connection the first line that it carries. */
async function watchConnections(origin: string) {
  const connections: string[] = []
  const { port, hostname } = new URL(origin)
  const server = createTcpServer((socket) => {
    const index = connections.push('nothing sent') - 1
    socket.once('data', (sent) => {
      connections[index] = String(sent).split('\r\n', 1)[0] ?? ''
    })
    const target = connect(Number(port), hostname)
    socket.pipe(target).pipe(socket)
    socket.on('error', () => target.destroy())
    target.on('error', () => socket.destroy())
  })
  return { origin: await listen(server), connections }
}

/** Serves a rendered document under a policy, and holds back the scripts of the page at `origin` until `sendScripts()`. */
async function serveWithoutScripts(
  origin: string,
  render: (script: string) => string,
  policy: string,
) {
  const page = await (await fetch(origin)).text()
  const html = `<!doctype html>${render(/src="([^"]+)"/.exec(page)?.[1] ?? '')}`
  let sendScripts = () => {}
  const asked = new Promise<void>((resolve) => {
    sendScripts = resolve
  })
  const headers = { 'content-type': 'text/html', 'content-security-policy': policy }
  const server = createServer(async ({ url = '' }, response) => {
    if (url.startsWith('/?')) return response.writeHead(200, headers).end(html)
    await asked
    const file = await fetch(origin + url)
    response.setHeader('content-type', file.headers.get('content-type') ?? '')
    return response.end(await file.text())
  })
  onTestFinished(() => server.closeAllConnections())
  return { origin: await listen(server), sendScripts }
}

async function listen(server: ReturnType<typeof createTcpServer>) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
