/** The fields of an object that are not `undefined`. */
export function defined<T extends object>(
  fields: T | undefined,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const result: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {}
  for (const name in fields) {
    const { [name]: value } = fields
    if (value !== undefined) Object.assign(result, { [name]: value })
  }
  return result
}
