import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Handle } from '../createHandles.ts'
import { errorMessage } from '../errorMessage.ts'
import type { PassEmulator } from '../PassEmulator.ts'
import { parseJson } from '../parseJson.ts'

/**
 * Parses the arguments. An empty body means none. Anything but a JSON array throws a `TypeError`.
 */
function parseArguments(body: string): readonly unknown[] {
  if (body.trim() === '') return []
  const json = parseJson(body)
  if (Array.isArray(json)) return json
  throw new TypeError('The body must be a JSON array of arguments, such as ["429"], or empty')
}

const refusal = (error: string, status: 400 | 404 = 400): Response =>
  Response.json({ error }, { status })

/** Returns a 405 that says how to make the call. */
const otherMethod = (url: string, allow: 'GET' | 'POST'): Response => {
  const { origin, pathname } = new URL(url)
  const example = `curl ${allow === 'POST' ? '-X POST ' : ''}${origin}${pathname}`
  const error = `${pathname} takes ${allow} only, for example: ${example}`
  return Response.json({ error }, { status: 405, headers: { allow } })
}

/** Throws a `TypeError` for a query parameter that a path does not take. */
function checkQuery(url: string, ...known: readonly string[]): void {
  const { pathname, searchParams } = new URL(url)
  const name = [...searchParams.keys()].find((given) => !known.includes(given))
  if (name === undefined) return
  const takes = known.length > 0 ? `only ${known.join(', ')}` : 'none at all'
  throw new TypeError(`${pathname} takes no query parameter ${name}, ${takes}`)
}

/** The emulator's handles over HTTP: everything under `/__emulator`. */
export function handleRoutes(
  { softwareStatement, log }: Pick<PassEmulator, 'softwareStatement' | 'log'>,
  handles: Readonly<Record<string, Handle>>,
): Hono {
  const app = new Hono()
    .use(cors({ origin: '*', allowMethods: ['GET', 'POST'] }))
    .onError((error) => refusal(errorMessage(error)))

  // A page asks again after each reload, and must stay the same application.
  app.get('/statement', async (c) => {
    checkQuery(c.req.url, 'application')
    return c.text(await softwareStatement(c.req.query('application') ?? 'default'))
  })
  app.get('/log', (c) => {
    checkQuery(c.req.url)
    return c.json(log)
  })
  app.on('POST', ['/statement', '/log'], (c) => otherMethod(c.req.url, 'GET'))

  for (const [name, call] of Object.entries(handles)) {
    app.post(`/${name}`, async (c) => {
      checkQuery(c.req.url)
      call(...parseArguments(await c.req.text()))
      return c.body(null, 204)
    })
    app.get(`/${name}`, (c) => otherMethod(c.req.url, 'POST'))
  }

  const known = ['statement', 'log', ...Object.keys(handles)].join(', ')
  return app.all('*', (c) => refusal(`There is no ${c.req.path}; the handles are: ${known}`, 404))
}
