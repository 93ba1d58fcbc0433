'use client'
import type { ReactNode } from 'react'
import {
  useAuthorize,
  usePreauthorized,
  useProfile,
  useSignOut,
} from 'react-adobe-pass/entitlement'

interface WatchProps {
  channels: readonly { resource: string; title: string }[]
  /** The sign-in, for a viewer who is not signed in. */
  children: ReactNode
}

export function Watch({ channels, children }: WatchProps) {
  const { status, profile, error, refetch } = useProfile()
  const { decisions } = usePreauthorized(channels.map(({ resource }) => resource))
  const { mutate: play, data: decision, refusal, error: failure } = useAuthorize()
  const { mutate: signOut, error: stays } = useSignOut()
  const problem = error ?? failure ?? stays

  return (
    <>
      <ul className="channels">
        {channels.map(({ resource, title }) => (
          <li key={resource}>
            <button type="button" disabled={!profile} onClick={() => play(resource)}>
              {title} {decisions[resource]?.authorized === false && '(locked)'}
            </button>
          </li>
        ))}
      </ul>
      {decision?.authorized && <p aria-live="polite">Playing {decision.resource}.</p>}
      {refusal && (
        <p role="alert">{refusal.details ?? refusal.message ?? 'You cannot watch this.'}</p>
      )}
      {problem && <p role="alert">{problem.message}</p>}
      {status === 'error' && (
        <button type="button" onClick={refetch}>
          Try again
        </button>
      )}
      {profile ? (
        <p>
          Signed in with {profile.mvpdName ?? profile.mvpd}.{' '}
          <button type="button" onClick={() => signOut()}>
            Sign out
          </button>
        </p>
      ) : (
        // A server does not know the viewer. It sends the sign-in, and the browser decides.
        <div hidden={status === 'pending'}>{children}</div>
      )}
    </>
  )
}
