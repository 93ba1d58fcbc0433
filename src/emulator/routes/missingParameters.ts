import type { SessionParameters } from '../state/sessions.ts'

/** What a session still has to be told, the domain by the name that the emulator is set to. */
export const missingParameters = (
  { mvpd, domainName, redirectUrl }: SessionParameters,
  domainParameter: string,
): readonly string[] => [
  ...(mvpd === undefined ? ['mvpd'] : []),
  ...(domainName === undefined ? [domainParameter] : []),
  ...(redirectUrl === undefined ? ['redirectUrl'] : []),
]
