import { type NamedProfile, useSignOut } from 'react-adobe-pass/entitlement'

/** The provider that the viewer has signed in with, and the way out. */
export function Account({ profile }: { readonly profile: NamedProfile }) {
  const { mvpdName, mvpdLogoUrl } = profile
  const { mutate: signOut, isPending, error } = useSignOut()
  return (
    <div className="account">
      {mvpdLogoUrl ? <img src={mvpdLogoUrl} alt={mvpdName} /> : <b>{mvpdName}</b>}
      <button disabled={isPending} onClick={() => signOut()}>
        Sign out
      </button>
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
