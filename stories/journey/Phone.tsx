import { type SyntheticEvent, useState } from 'react'
import { useActivation, useMvpds } from 'react-adobe-pass/entitlement'
import { backUrl } from './backUrl.ts'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'
import { Provider } from './Provider.tsx'
import { SigningInDevice } from './SigningInDevice.tsx'
import { Spinner } from './Spinner.tsx'

/** The page at the activation URL: takes the television's code, and signs in for it. */
export function Phone({ code: scanned = '' }: { readonly code?: string | undefined }) {
  const [typed, setTyped] = useState(scanned)
  const [page, setPage] = useState<string>()
  // Here the provider's page is shown in a frame; a real phone navigates to it.
  const activation = useActivation({ navigate: setPage })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    activation.check(typed)
  }
  const again = () => {
    setPage(undefined)
    activation.cancel()
  }

  switch (activation.status) {
    case 'idle':
    case 'checking':
    case 'unknown-code':
      return (
        <form className="phone-form" onSubmit={submit}>
          <h2>Sign in your television</h2>
          <label>
            Code on your television
            <input
              className="code-input"
              value={typed}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              aria-describedby="code-hint"
              aria-invalid={activation.status === 'unknown-code'}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          <p id="code-hint" className={activation.status === 'unknown-code' ? 'wrong' : undefined}>
            {activation.status === 'unknown-code'
              ? 'This code is wrong, or it has expired. Look at your television again.'
              : 'Capitals, spaces and dashes do not matter.'}
          </p>
          <button type="submit" className="press main">
            {activation.status === 'checking' ? 'Checking…' : 'Next'}
          </button>
        </form>
      )
    case 'ready':
      return (
        <>
          <SigningInDevice device={activation.device} onOther={again} />
          {activation.missingParameters.includes('mvpd') ? (
            <PhonePicker onPick={(mvpd) => activation.resume({ mvpd, redirectUrl: backUrl() })} />
          ) : (
            <Notice
              title="Almost there"
              actions={
                <Press kind="main" onPress={() => activation.resume({ redirectUrl: backUrl() })}>
                  Continue to your provider
                </Press>
              }
            />
          )}
        </>
      )
    case 'resuming':
      return <Notice title="One moment" mark={<Spinner />} />
    case 'redirecting':
      return page ? <iframe className="phone-page" title="Your TV provider" src={page} /> : null
    case 'signed-in':
      return <Notice title="Done">Your television continues automatically.</Notice>
    case 'error':
      return (
        <Notice
          tone="bad"
          title="That did not work"
          actions={
            <Press kind="main" onPress={again}>
              Start over
            </Press>
          }
        >
          {activation.error.message}
        </Notice>
      )
  }
}

function PhonePicker({ onPick }: { readonly onPick: (mvpd: string) => void }) {
  const { mvpds, isPending, error, refetch } = useMvpds()
  return (
    <>
      <h2>Who is your TV provider?</h2>
      {error && <Press onPress={refetch}>Try again</Press>}
      <ul className="providers" aria-label="Providers" aria-busy={isPending}>
        {mvpds.map((mvpd) => (
          <li key={mvpd.id}>
            <Provider mvpd={mvpd} onPress={() => onPick(mvpd.id)} />
          </li>
        ))}
      </ul>
    </>
  )
}
