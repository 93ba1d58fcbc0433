/** What the page is asked for in its address. */
export const asked = new URLSearchParams(location.search)

/** A number of the page's address. */
export const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise)
