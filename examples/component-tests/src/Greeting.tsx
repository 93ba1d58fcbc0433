import { useProfile } from 'react-adobe-pass/entitlement'

export function Greeting() {
  const { isPending, profile, error } = useProfile()
  if (isPending) return <p>Loading …</p>
  if (error) return <p role="alert">{error.message}</p>
  return <p>{profile ? `Signed in with ${profile.mvpd}` : 'Signed out'}</p>
}
