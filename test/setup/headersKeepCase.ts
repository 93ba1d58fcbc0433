import { onTestFinished, vi } from 'vitest'

/**
 * Makes `Headers` give their names in another letter case than lower case, as those of happy-dom do,
 * until the test is finished.
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
