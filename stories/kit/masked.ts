/** Stands for a secret. */
export const hidden = '••••••••'

/** Enough of a value to tell it from another one, and no more. */
export const masked = (value: string | undefined) => (value ? `${value.slice(0, 4)}••••` : hidden)
