import { html } from 'hono/html'
import { htmlPage, type Markup } from '../htmlPage.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'

/** Returns a page of an MVPD's website. */
export const page = (
  { displayName, logoUrl }: EmulatedMvpd,
  { title, main, status = 200 }: { title: string; main: Markup; status?: number },
): Promise<Response> =>
  htmlPage({
    title: `${title} – ${displayName}`,
    status,
    main: html`<main>
<img src="${logoUrl}" alt="${displayName}">
<h1>${title}</h1>
${main}
<small>A provider that does not exist, of an emulator.</small>
</main>`,
  })
