import { onTestFinished, vi } from 'vitest'

/**
 * Makes `Headers` return names that are not in lower case, as in happy-dom, until the test is
 * finished.
 */
export function headersKeepCase(): void {
  const { entries } = Headers.prototype
  const spy = vi.spyOn(Headers.prototype, Symbol.iterator).mockImplementation(function (
    this: Headers,
  ) {
    const cased = [...entries.call(this)].map<[string, string]>(([name, value]) => [
      name.toUpperCase(),
      value,
    ])
    return cased.values()
  })
  onTestFinished(() => spy.mockRestore())
}
