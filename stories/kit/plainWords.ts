import type { PassEvent } from 'react-adobe-pass'
import { clockTime } from './clockTime.ts'
import type { RequestEntry } from './createJournal.ts'

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** Describes an event for readers who do not know OAuth. */
export function wordsForEvent(event: PassEvent): string {
  switch (event.type) {
    case 'registered':
      return 'This browser is registered. Its credentials stay in its storage.'
    case 'credentials-replaced':
      return event.reason === 'other-tab'
        ? 'Another tab registered again. This one uses the new credentials too.'
        : 'Registered again, because Adobe no longer knew this browser. The viewer is signed out.'
    case 'token-issued':
      return `A new access token is in use, valid until ${clockTime(event.expiresAt)}.`
    case 'token-restored':
      return 'A valid token was in storage. No request was needed.'
    case 'token-rejected':
      return 'The token was refused, so a new one is fetched.'
    case 'throttled':
      return `Adobe limits the rate: all calls wait ${seconds(event.retryAfter)}.`
    case 'retried':
      return `Waits ${seconds(event.delay)}, then tries again (attempt ${event.attempt} of 3).`
    case 'reset':
      return 'Token and credentials are deleted. The viewer is signed out.'
    case 'storage-unavailable':
      return 'The browser’s storage does not work: this page keeps its state in memory.'
    case 'mvpd-picked':
      return `The viewer picked ${event.mvpd}.`
    case 'signed-in':
      return event.source === 'sign-in'
        ? `The viewer signed in with ${event.mvpd}.`
        : `The viewer is still signed in with ${event.mvpd}.`
    case 'sign-in-failed':
      return 'The sign-in ended without a profile.'
    case 'sign-in-cancelled':
      return 'The sign-in was cancelled.'
    case 'authorization':
      return event.authorized
        ? `The viewer may watch ${event.resource}.`
        : `The viewer may not watch ${event.resource}.`
    case 'signed-out':
      return `The viewer signed out with ${event.mvpd}.`
  }
}

const asks = {
  register: 'Registers with its software statement.',
  token: 'Requests an access token with its credentials.',
}

const operations: readonly (readonly [RegExp, string])[] = [
  [/\/sessions\/sso\//, 'Gets the request for the partner’s framework.'],
  [/\/profiles\/sso\//, 'Sends the answer of the partner’s framework.'],
  [/\/sessions$/, 'Starts a sign-in.'],
  [/\/decisions\//, 'Asks whether the viewer may watch.'],
  [/\/logout\//, 'Signs the viewer out.'],
  [/\/profiles(\/|$)/, 'Asks who is signed in.'],
]

/** Describes a request and its answer for the same readers. */
export function wordsForRequest({ call, status }: RequestEntry): string {
  const { path, target } = call
  const [pathname = ''] = path.split('?')
  const ask =
    target !== 'api'
      ? asks[target]
      : (operations.find(([where]) => where.test(pathname))?.[1] ??
        'Asks which TV providers there are.')
  return [ask, wordsForStatus(status, target)].filter(Boolean).join(' ')
}

const got = { register: 'Got credentials.', token: 'Got a token.', api: '' }

function wordsForStatus(
  status: RequestEntry['status'],
  target: RequestEntry['call']['target'],
): string {
  if (status === 'pending' || status === 200) return ''
  if (status === 'cancelled') return 'No longer needed.'
  if (status === 'hidden')
    return 'No answer that this page may read: a network failure, a refused preflight, or a 429 that the browser hides.'
  if (status === 201) return got[target]
  if (status === 401) return 'Refused: this token is not accepted.'
  if (target === 'token') return 'Refused: this client is not known.'
  if (target === 'register') return 'Refused: this statement is not accepted.'
  return 'Refused.'
}
