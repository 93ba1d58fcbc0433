import type { PassClient } from './PassClient.ts'

/**
 * Gives each client a value of its own, made by `create` when it is first asked for. The value lives
 * as long as its client.
 *
 * @example
 * export const viewerOf = perClient(createViewer)
 */
export function perClient<Value>(create: (pass: PassClient) => Value): (pass: PassClient) => Value {
  const values = new WeakMap<PassClient, { readonly value: Value }>()
  return (pass) => {
    const entry = values.get(pass) ?? { value: create(pass) }
    values.set(pass, entry)
    return entry.value
  }
}
