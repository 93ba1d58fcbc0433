import { useSignIn } from 'react-adobe-pass/entitlement'
import { backUrl } from './backUrl.ts'
import { Picker } from './Picker.tsx'
import { Press } from './Press.tsx'
import { Previews } from './Previews.tsx'
import { SignInProgress } from './SignInProgress.tsx'

/** The screen if nobody is signed in: pick a provider, and sign in there. */
export function Welcome({
  lead,
  activationUrl,
}: {
  readonly lead: string
  /** The URL where a phone signs in. */
  readonly activationUrl: string
}) {
  const signIn = useSignIn()
  if (signIn.status !== 'idle' && signIn.status !== 'signed-in') {
    return <SignInProgress {...signIn} />
  }
  const withPopup = (mvpd: string) => signIn.signIn({ mvpd, redirectUrl: backUrl() })
  return (
    <div className="welcome">
      <div className="welcome-head">
        <h1>Who is your TV provider?</h1>
        <p>{lead}</p>
      </div>
      <Picker onPick={withPopup} />
      <section className="ways" aria-label="Other ways in">
        <div>
          <h2>No keyboard?</h2>
          <p>Your phone can do the typing.</p>
          <Press onPress={() => signIn.signIn({ screen: 'second-screen', activationUrl })}>
            Use your phone
          </Press>
        </div>
        <Previews
          // A TempPass needs no login page: a popup would only open and close at once.
          onPick={(mvpd) => signIn.signIn({ mvpd, screen: 'redirect', redirectUrl: backUrl() })}
        />
      </section>
    </div>
  )
}
