import { type NamedProfile, useSignOut } from 'react-adobe-pass/entitlement'

/** Who is signed in, and the way out. */
export function Account({ profile }: { readonly profile: NamedProfile }) {
  const { mvpdName, mvpdLogoUrl, userID } = profile
  const { mutate: signOut, isPending, error } = useSignOut()
  return (
    <div className="account">
      {mvpdLogoUrl ? <img src={mvpdLogoUrl} alt={mvpdName} /> : <b>{mvpdName}</b>}
      {userID && <span className="user">{userID}</span>}
      <button disabled={isPending} onClick={() => signOut()}>
        Sign out
      </button>
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
