import { useProfile } from 'react-adobe-pass/entitlement'
import { Account } from './Account'
import { Catalogue } from './Catalogue'
import { Notice } from './Notice'
import { SignIn } from './SignIn'

export function App() {
  const { isPending, status, profile, error, refetch } = useProfile()
  return (
    <>
      <header>
        <h1>Example TV</h1>
        {profile && <Account profile={profile} />}
      </header>
      <main>
        {isPending ? (
          <Notice>Loading …</Notice>
        ) : status === 'error' ? (
          <Notice alert actions={<button onClick={refetch}>Try again</button>}>
            {error.message}
          </Notice>
        ) : profile ? (
          <Catalogue />
        ) : (
          <SignIn isExpired={status === 'expired'} />
        )}
      </main>
    </>
  )
}
