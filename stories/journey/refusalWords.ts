import type { Refusal } from 'react-adobe-pass/entitlement'

/** Explains to a viewer why a title cannot be played. */
export interface RefusalWords {
  readonly title: string
  readonly text: string
}

const signedOut: RefusalWords = {
  title: 'You have been signed out',
  text: 'You signed out on another device or at your TV provider. Sign in again to keep watching.',
}

const noAnswer: RefusalWords = {
  title: 'Your TV provider does not answer',
  text: 'We have asked several times. It often works a minute later.',
}

const notIncluded: RefusalWords = {
  title: 'Not in your package',
  text: 'Your TV provider does not include this in what you subscribe to.',
}

const noConnection: RefusalWords = {
  title: 'That did not work',
  text: 'Check your connection, and try once more.',
}

const byCode: Readonly<Record<string, RefusalWords>> = {
  authorization_denied_by_mvpd: notIncluded,
  preauthorization_denied_by_mvpd: notIncluded,
  authorization_denied_by_parental_controls: {
    title: 'Blocked by parental controls',
    text: 'The owner of the account can change this at your TV provider.',
  },
  authorization_denied_by_hba_policies: {
    title: 'This one needs your own sign-in',
    text: 'You are signed in through your home network. Sign in with your user name to watch this.',
  },
  authorization_denied_by_degradation_rule: {
    title: 'Not available right now',
    text: 'We are fixing a problem. You do not need to do anything.',
  },
  network: noConnection,
  timeout: noConnection,
  authenticated_profile_missing: signedOut,
  authenticated_profile_expired: signedOut,
  authenticated_profile_invalidated: signedOut,
  temporary_access_duration_limit_exceeded: {
    title: 'Your free preview is over',
    text: 'Sign in with your TV provider to continue.',
  },
}

/** Prefers the MVPD's own text to ours, and ours to Adobe's. */
export function refusalWords({ action, code = '', message, details }: Refusal): RefusalWords {
  const known = byCode[code] ?? (action === 'retry' ? noAnswer : undefined)
  return {
    title: known?.title ?? 'You cannot watch this',
    text: details ?? known?.text ?? message ?? 'We were not told why.',
  }
}
