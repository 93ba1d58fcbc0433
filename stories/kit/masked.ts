/** A placeholder for a secret. */
export const hidden = '••••••••'

/** The first characters of a value, enough to distinguish it from another one. */
export const masked = (value: string | undefined) => (value ? `${value.slice(0, 4)}••••` : hidden)
