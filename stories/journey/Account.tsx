import { useProfile } from 'react-adobe-pass/entitlement'
import { Press } from './Press.tsx'

/** The viewer's profiles, and the sign-out. */
export function Account({
  onSignOut,
  onBack,
}: {
  readonly onSignOut: () => void
  readonly onBack: () => void
}) {
  const { profiles, profile, choose } = useProfile()
  return (
    <section className="account" aria-labelledby="account">
      <h1 id="account">Your account</h1>
      <ul className="profiles" aria-label="Signed in with">
        {profiles.map(({ mvpd, mvpdName, type, notAfter }) => (
          <li key={mvpd}>
            <div>
              <b>{mvpdName}</b>
              <span>
                {type === 'temporary' ? 'Free preview' : 'Signed in'} until{' '}
                {new Date(notAfter).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
            </div>
            {profiles.length > 1 && (
              <button
                type="button"
                className="chip"
                aria-pressed={mvpd === profile?.mvpd}
                onClick={() => void choose(mvpd)}
              >
                Use {mvpdName}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Press kind="main" onPress={onSignOut}>
          Sign out
        </Press>
        <Press onPress={onBack}>Back</Press>
      </div>
    </section>
  )
}
