import { onTestFinished, vi } from 'vitest'

/**
 * Makes the clock and the random numbers throw for the rest of the test. Returns the names of those
 * that were read. A renderer that caches its output, such as Next with `cacheComponents`, rejects a
 * component that reads one of them during rendering.
 */
export function trapUnstableValues(): readonly string[] {
  const read: string[] = []
  const refuse = (name: string) => (): never => {
    read.push(name)
    throw new Error(`${name} was read`)
  }
  const now = refuse('Date')
  vi.stubGlobal(
    'Date',
    new Proxy(Date, {
      apply: now,
      construct: (target, args: []) => (args.length ? new target(...args) : now()),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    }),
  )
  vi.spyOn(Math, 'random').mockImplementation(refuse('Math.random'))
  vi.stubGlobal('crypto', {
    getRandomValues: refuse('crypto.getRandomValues'),
    randomUUID: refuse('crypto.randomUUID'),
  })
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  return read
}
