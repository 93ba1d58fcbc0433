import type { SessionParameters } from '../state/sessions.ts'

/** Returns the names of a session's missing parameters, with the emulator's name for the domain. */
export const missingParameters = (
  { mvpd, domainName, redirectUrl }: SessionParameters,
  domainParameter: string,
): readonly string[] => [
  ...(mvpd === undefined ? ['mvpd'] : []),
  ...(domainName === undefined ? [domainParameter] : []),
  ...(redirectUrl === undefined ? ['redirectUrl'] : []),
]
