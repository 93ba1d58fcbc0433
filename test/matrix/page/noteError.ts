import { PassError } from 'react-adobe-pass'

/** Notes an error that the application has received. */
export function noteError(error: unknown): void {
  const { name = typeof error, message = String(error) } = error instanceof Error ? error : {}
  const known = window.matrix.errors.at(-1)
  if (known?.message === message && known.name === name) return
  window.matrix.errors.push({ name, message, isPassError: error instanceof PassError })
}
