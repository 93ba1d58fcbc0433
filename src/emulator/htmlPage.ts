import { html, raw } from 'hono/html'

/** The result of Hono's `html`. */
export type Markup = ReturnType<typeof html>

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; background: light-dark(#f1f5f9, #0f172a) }
main { box-sizing: border-box; width: min(24rem, 100% - 2rem); padding: 2rem; border-radius: 1rem; background: light-dark(#fff, #1e293b); box-shadow: 0 8px 32px #0002 }
main.wide { width: min(44rem, 100% - 2rem); margin: 1rem 0 }
img { height: 2.5rem; max-width: 100%; padding: .25rem; border-radius: .5rem; background: #fff }
h1 { margin: 1rem 0 .5rem; font-size: 1.375rem }
h2 { margin: 1.5rem 0 .25rem; font-size: 1rem }
a { color: light-dark(#4338ca, #a5b4fc) }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere }
ul { margin: .25rem 0; padding-left: 1.25rem }
label { display: block; margin-top: 1rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; padding: .625rem; font: inherit; border: 1px solid #64748b; border-radius: .5rem }
button { width: 100%; margin-top: 1rem; padding: .75rem; font: inherit; font-weight: 600; border: 1px solid #4338ca; border-radius: .5rem; background: #4338ca; color: #fff; cursor: pointer }
button[value=cancel] { background: none; color: inherit; border-color: #64748b }
[role=alert] { padding: .5rem .75rem; border-radius: .5rem; background: #fee2e2; color: #7f1d1d }
small { display: block; margin-top: 1.5rem; opacity: .75 }`

/** Returns an HTML page with a title, a `main` element and a status (default 200). */
export async function htmlPage({
  title,
  main,
  status = 200,
}: {
  readonly title: string
  readonly main: Markup
  readonly status?: number
}): Promise<Response> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${main}
</body>
</html>`
  return new Response(String(document), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
