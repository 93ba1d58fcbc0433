import { type NamedProfile, useProfile, useSignOut } from 'react-adobe-pass/entitlement'
import { TvSignIn } from './TvSignIn'

export function TvPage() {
  const { isPending, status, profile, error, refetch } = useProfile()
  return (
    <main>
      {isPending ? (
        <p>Loading …</p>
      ) : status === 'error' ? (
        <>
          <p role="alert">{error.message}</p>
          <button onClick={refetch}>Try again</button>
        </>
      ) : profile ? (
        <Welcome profile={profile} />
      ) : (
        <TvSignIn />
      )}
    </main>
  )
}

function Welcome({ profile }: { readonly profile: NamedProfile }) {
  // A TV stays in its application: it does not open the provider's logout page.
  const { mutate: signOut, isPending, error } = useSignOut({ navigate: false })
  return (
    <>
      <h1>Welcome</h1>
      <p>You watch with {profile.mvpdName}.</p>
      <button disabled={isPending} onClick={() => signOut()}>
        Sign out
      </button>
      {error && <p role="alert">{error.message}</p>}
    </>
  )
}
