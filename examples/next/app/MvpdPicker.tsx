'use client'
import { useSuspensePassQuery } from 'react-adobe-pass'
import { useMvpds, useSignIn } from 'react-adobe-pass/entitlement'
import { configuration, findMvpds } from 'react-adobe-pass/rest-v2'

export function MvpdPicker() {
  const { data } = useSuspensePassQuery(configuration())
  const { pick } = useMvpds({ enabled: false })
  const { status, isPending, error, signIn, retry, cancel } = useSignIn()

  if (isPending) {
    return (
      <p aria-live="polite">
        {status === 'popup-open' ? 'Sign in in the other window.' : 'Waiting …'}{' '}
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </p>
    )
  }
  return (
    <>
      <h2>Sign in with your TV provider</h2>
      {status !== 'idle' && status !== 'signed-in' && (
        <p role="alert">
          {error?.message ?? `You are not signed in (${status}).`}{' '}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      <ul className="providers">
        {findMvpds(data).map((mvpd) => (
          <li key={mvpd.id}>
            <button
              type="button"
              onClick={() => {
                void pick(mvpd)
                signIn({ mvpd: mvpd.id, redirectUrl: '/back' })
              }}
            >
              {mvpd.displayName}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
