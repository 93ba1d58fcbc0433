import { html, raw } from 'hono/html'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'

type Markup = ReturnType<typeof html>

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; background: light-dark(#f1f5f9, #0f172a) }
main { box-sizing: border-box; width: min(24rem, 100% - 2rem); padding: 2rem; border-radius: 1rem; background: light-dark(#fff, #1e293b); box-shadow: 0 8px 32px #0002 }
img { height: 2.5rem; max-width: 100%; padding: .25rem; border-radius: .5rem; background: #fff }
h1 { margin: 1rem 0 .5rem; font-size: 1.375rem }
label { display: block; margin-top: 1rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; padding: .625rem; font: inherit; border: 1px solid #64748b; border-radius: .5rem }
button { width: 100%; margin-top: 1rem; padding: .75rem; font: inherit; font-weight: 600; border: 1px solid #4338ca; border-radius: .5rem; background: #4338ca; color: #fff; cursor: pointer }
button[value=cancel] { background: none; color: inherit; border-color: #64748b }
[role=alert] { padding: .5rem .75rem; border-radius: .5rem; background: #fee2e2; color: #7f1d1d }
small { display: block; margin-top: 1.5rem; opacity: .75 }`

/** A page of an MVPD's own site. */
export async function page(
  { displayName, logoUrl }: EmulatedMvpd,
  { title, main, status = 200 }: { title: string; main: Markup; status?: number },
): Promise<Response> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} – ${displayName}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<img src="${logoUrl}" alt="${displayName}">
<h1>${title}</h1>
${main}
<small>A provider that does not exist, of an emulator.</small>
</main>
</body>
</html>`
  return new Response(String(document), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
