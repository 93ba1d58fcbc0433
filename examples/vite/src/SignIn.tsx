import { useMvpds, useSignIn } from 'react-adobe-pass/entitlement'
import { Notice } from './Notice'
import { Picker } from './Picker'

/** The picker, and every state of a sign-in. */
export function SignIn({ isExpired }: { readonly isExpired: boolean }) {
  const { status, error, missingParameters, signIn, retry, cancel } = useSignIn()
  const { picked } = useMvpds({ enabled: false })

  const back = <button onClick={cancel}>Another provider</button>
  const againOrBack = (
    <>
      <button onClick={retry}>Try again</button>
      {back}
    </>
  )
  const againOrHere = (
    <>
      <button onClick={retry}>Try again</button>
      {picked && (
        <button onClick={() => signIn({ mvpd: picked.id, screen: 'redirect' })}>
          Sign in in this window
        </button>
      )}
      {back}
    </>
  )

  switch (status) {
    case 'starting':
    case 'checking':
    case 'redirecting':
      return <Notice actions={back}>One moment …</Notice>
    case 'popup-open':
      return (
        <Notice actions={back}>
          Sign in in the other window. It closes by itself when you are done.
        </Notice>
      )
    case 'popup-blocked':
      return (
        <Notice alert actions={againOrHere}>
          Your browser has blocked the window in which you sign in.
        </Notice>
      )
    case 'popup-closed':
      return (
        <Notice actions={againOrHere}>
          The window is closed. If you have signed in, this takes a moment.
        </Notice>
      )
    case 'not-signed-in':
      return (
        <Notice alert actions={againOrBack}>
          You came back from your TV provider without a sign-in.
        </Notice>
      )
    case 'needs-parameters':
      return (
        <Notice alert actions={back}>
          Adobe Pass needs more: {missingParameters.join(', ')}.
        </Notice>
      )
    case 'expired':
      return (
        <Notice alert actions={againOrBack}>
          The sign-in took too long.
        </Notice>
      )
    case 'error':
      return (
        <Notice alert actions={againOrBack}>
          {error.message}
        </Notice>
      )
    default:
      return (
        <>
          {isExpired && <Notice>Your sign-in has ended. Please sign in again.</Notice>}
          {/* The empty page closes the popup. Without a page of its own, this application would start in it. */}
          <Picker onPick={(mvpd) => signIn({ mvpd, redirectUrl: '/blank.html' })} />
        </>
      )
  }
}
