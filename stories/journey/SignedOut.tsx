import type { Logout } from 'react-adobe-pass/rest-v2'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'

/** The result of a sign-out for each profile, and the MVPD's logout page if it has one. */
export function SignedOut({
  results,
  page,
  onDone,
}: {
  readonly results: readonly Logout[]
  /** The MVPD's logout page, which redirects back. */
  readonly page: string | undefined
  readonly onDone: () => void
}) {
  const removed = results.some(({ actionName }) => actionName !== 'invalid')
  return (
    <Notice
      title={removed ? 'You are signed out' : 'Nothing to sign out of'}
      actions={
        <Press kind="main" onPress={onDone}>
          Done
        </Press>
      }
    >
      {results.map(({ mvpd, actionName }) => (
        <p key={mvpd}>
          <b>{mvpd}</b>: {words[actionName] ?? actionName}
        </p>
      ))}
      {page && <iframe className="logout-page" title="Your TV provider" src={page} />}
    </Notice>
  )
}

const words: Readonly<Record<string, string>> = {
  logout: 'signed out here and at your provider.',
  complete: 'signed out here. You do not need to do anything else.',
  partner_logout: 'signed out here. Also sign out in the settings of this device.',
  invalid: 'you were not signed in.',
}
