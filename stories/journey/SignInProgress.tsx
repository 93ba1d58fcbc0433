import { PassApiError, type PassError } from 'react-adobe-pass'
import type { UseSignInResult } from 'react-adobe-pass/entitlement'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'
import { refusalWords } from './refusalWords.ts'
import { Spinner } from './Spinner.tsx'
import { TvCode } from './TvCode.tsx'

/** All states of a sign-in that is under way or has failed. */
export function SignInProgress(signIn: UseSignInResult) {
  const { retry, cancel } = signIn
  const back = (
    <Press key="back" onPress={cancel}>
      Back
    </Press>
  )
  const once = (text: string) => (
    <Press key="retry" kind="main" onPress={retry}>
      {text}
    </Press>
  )

  switch (signIn.status) {
    case 'idle':
    case 'signed-in':
      return null
    case 'starting':
      return <Notice title="One moment" mark={<Spinner />} actions={back} />
    case 'needs-parameters':
      return (
        <Notice title="Something is missing" actions={back}>
          Adobe Pass wants to know more: {signIn.missingParameters.join(', ')}.
        </Notice>
      )
    case 'popup-open':
      return (
        <Notice
          title="Sign in in the other window"
          mark={<Spinner />}
          actions={[once('Show me the window'), back]}
        >
          Your TV provider has opened one. It closes by itself when you are done.
        </Notice>
      )
    case 'popup-blocked':
      return (
        <Notice title="Your browser has blocked a window" actions={[once('Open it'), back]}>
          You sign in to your TV provider there. If it does not open, use{' '}
          <a href={signIn.url} target="_blank" rel="noreferrer">
            this link
          </a>
          .
        </Notice>
      )
    case 'popup-closed':
      return (
        <Notice
          title="The window is closed"
          mark={<Spinner />}
          actions={[once('Open it again'), back]}
        >
          We are checking whether you have signed in. If you have not, open it again.
        </Notice>
      )
    case 'redirecting':
      return <Notice title="On to your TV provider" mark={<Spinner />} actions={back} />
    case 'second-screen':
      return <TvCode {...signIn} onNewCode={retry} onCancel={cancel} />
    case 'checking':
      return (
        <Notice title="Welcome back" mark={<Spinner />}>
          We are getting things ready.
        </Notice>
      )
    case 'not-signed-in':
      return (
        <Notice title="You are not signed in yet" actions={[once('Try again'), back]}>
          Your TV provider has sent you back without a sign-in.
        </Notice>
      )
    case 'expired':
      return (
        <Notice title="The code has expired" actions={[once('Get a new one'), back]}>
          A code is valid for half an hour. Get a new one to continue.
        </Notice>
      )
    case 'error': {
      const { error } = signIn
      const { title, text } = wordsFor(error)
      return (
        <Notice
          tone="bad"
          title={title}
          actions={error.retryable ? [once('Try again'), back] : back}
        >
          {text}
        </Notice>
      )
    }
  }
}

const wordsFor = (error: PassError) =>
  error instanceof PassApiError
    ? refusalWords({
        action: error.action ?? 'none',
        code: error.code,
        message: error.serverMessage,
        details: error.details,
      })
    : {
        title: 'That did not work',
        text: error.retryable ? 'Check your connection, and try once more.' : error.message,
      }
