import { useMvpds, useSignIn } from 'react-adobe-pass/entitlement'

export function SignIn() {
  const { mvpds, error: listError } = useMvpds()
  const { status, isPending, error: signInError, signIn, cancel } = useSignIn()
  if (isPending) return <button onClick={cancel}>Cancel the sign-in</button>
  const error = listError ?? signInError
  return (
    <>
      <output>{error?.message ?? status}</output>
      {mvpds.map((mvpd) => (
        <button key={mvpd.id} onClick={() => signIn({ mvpd: mvpd.id })}>
          {mvpd.displayName}
        </button>
      ))}
    </>
  )
}
