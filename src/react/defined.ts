/** The options without those left `undefined`, which would erase the application's defaults. */
export const defined = <T extends object>(options: T | undefined): Partial<T> => {
  const result: Partial<T> = { ...options }
  for (const name in result) if (result[name] === undefined) delete result[name]
  return result
}
