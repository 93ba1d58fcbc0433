/** The search parameters of the page's URL. */
export const asked = new URLSearchParams(location.search)

/** A number from the page's URL. */
export const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise)
