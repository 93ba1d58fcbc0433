import { html } from 'hono/html'
import { htmlPage } from '../htmlPage.ts'
import { kindOf } from '../mvpdCatalogue.ts'
import type { EmulatorState } from '../state/emulatorState.ts'

const docs = 'https://www.npmjs.com/package/react-adobe-pass#testing-your-app'

/** `GET /`: describes the emulator to someone who opens its URL in a browser. */
export function frontPage(request: Request, { mvpds }: EmulatorState): Promise<Response> {
  const { origin } = new URL(request.url)
  const client = `createPassClient({ origin: '${origin}', serviceProvider: 'REF30', softwareStatement })`
  return htmlPage({
    title: 'Adobe Pass emulator',
    main: html`<main class="wide">
<h1>Adobe Pass emulator</h1>
<p>This is not Adobe's server. It plays Dynamic Client Registration and REST API V2 for tests and development, on <code>${origin}</code>.</p>
<h2>In the application</h2>
<p><code>${client}</code></p>
<h2>To look at</h2>
<ul>
<li><a href="/__emulator/statement">A software statement</a>, good until the emulator stops: <code>${origin}/__emulator/statement</code></li>
<li><a href="/__emulator/log">The calls so far</a>: <code>${origin}/__emulator/log</code></li>
</ul>
<h2>TV providers</h2>
<ul>
${mvpds.map((mvpd) => html`<li><code>${mvpd.id}</code> ${mvpd.displayName} (${kindOf(mvpd)})</li>\n`)}
</ul>
<p>How each of them behaves, and how to make the emulator fail: <a href="${docs}">documentation</a>.</p>
</main>`,
  })
}
