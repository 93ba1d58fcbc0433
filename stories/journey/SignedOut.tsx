import type { Logout } from 'react-adobe-pass/rest-v2'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'

/** What came of a sign-out, profile by profile, and the MVPD's own page where it has one. */
export function SignedOut({
  results,
  page,
  onDone,
}: {
  readonly results: readonly Logout[]
  /** The MVPD's logout page, which leads back. */
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
  logout: 'your provider has been told, too.',
  complete: 'forgotten here. Nothing else is left to do.',
  partner_logout: 'forgotten here. Sign out in the settings of this device, too.',
  invalid: 'there was no sign-in to end.',
}
