/**
 * `value`, if it is a finite number.
 *
 * @throws `TypeError` otherwise, naming the function that was called with it.
 */
export function finiteNumber(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`${name} takes a finite number`)
}
