/** APIs that the matrix does not break, and why. */
export const assumed: Readonly<Record<string, string>> = {
  document: 'React does not run without it',
  window: 'React does not run without it',
  setTimeout: 'React and TanStack Query do not run without timers',
  clearTimeout: 'as setTimeout',
  setInterval: 'as setTimeout',
  clearInterval: 'as setTimeout',
  URL: 'as old as fetch',
  URLSearchParams: 'as old as fetch',
  Headers: 'part of fetch',
  btoa: 'older than React',
  console: 'for developers only',
}
