import { useState } from 'react'
import { type ProfileState, useProfile, useSignIn, useSignOut } from 'react-adobe-pass/entitlement'
import { useNow } from '../kit/useNow.ts'
import { Account } from './Account.tsx'
import { backUrl } from './backUrl.ts'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'
import { Screen } from './Screen.tsx'
import { SignedOut } from './SignedOut.tsx'
import { Spinner } from './Spinner.tsx'
import { Theatre } from './Theatre.tsx'
import { type Title, titles as tonight } from './titles.ts'
import { Welcome } from './Welcome.tsx'

/** A complete streaming service. */
export function Northlight({
  titles = tonight,
  activationUrl = 'https://northlight.example/activate',
}: {
  readonly titles?: readonly Title[]
  readonly activationUrl?: string
}) {
  const viewer = useProfile()
  const signIn = useSignIn()
  const [view, setView] = useState<'theatre' | 'account'>('theatre')
  // The state is here, so that the player can still explain a refusal that signs out the viewer.
  const [open, setOpen] = useState<Title>()
  const [logoutPage, setLogoutPage] = useState<string>()
  const signOut = useSignOut({ navigate: setLogoutPage })
  const toTheatre = () => {
    setOpen(undefined)
    setView('theatre')
    setLogoutPage(undefined)
    signOut.reset()
  }

  // A degraded MVPD lets everybody in, possibly without a profile.
  const unnamed = signIn.status === 'signed-in' && !signIn.profile ? signIn.mvpd : undefined
  const mvpd = viewer.profile?.mvpd ?? unnamed

  return (
    <Screen
      corner={mvpd && <Corner viewer={viewer} mvpd={mvpd} onAccount={() => setView('account')} />}
    >
      {signOut.data ? (
        <SignedOut results={signOut.data} page={logoutPage} onDone={toTheatre} />
      ) : signOut.isPending ? (
        <Notice title="Signing you out" mark={<Spinner />} />
      ) : signOut.error ? (
        <Notice
          tone="bad"
          title="You are still signed in"
          actions={<Press onPress={toTheatre}>Back</Press>}
        >
          {signOut.error.message}
        </Notice>
      ) : mvpd || open ? (
        view === 'account' ? (
          <Account
            onSignOut={() => signOut.mutate({ redirectUrl: backUrl() })}
            onBack={toTheatre}
          />
        ) : (
          <Theatre
            titles={titles}
            open={open}
            onOpen={setOpen}
            onAccount={() => {
              setOpen(undefined)
              setView('account')
            }}
          />
        )
      ) : viewer.status === 'pending' ? (
        <Notice title="Northlight" mark={<Spinner />} />
      ) : viewer.status === 'error' ? (
        <Notice
          tone="bad"
          title="We cannot reach Northlight"
          actions={
            <Press kind="main" onPress={viewer.refetch}>
              Try again
            </Press>
          }
        >
          {viewer.error.message}
        </Notice>
      ) : (
        <Welcome
          lead={
            viewer.status === 'expired'
              ? 'Your sign-in has expired. Sign in again to continue.'
              : 'Sign in once, and everything in your package is here.'
          }
          activationUrl={activationUrl}
        />
      )}
    </Screen>
  )
}

/** The viewer, in a corner of the screen. */
function Corner({
  viewer,
  mvpd,
  onAccount,
}: {
  readonly viewer: ProfileState
  readonly mvpd: string
  readonly onAccount: () => void
}) {
  const { type, notAfter, mvpdName = mvpd } = viewer.profile ?? {}
  return (
    <div className="corner">
      {type === 'temporary' && notAfter && <TimeLeft until={notAfter} />}
      {type === 'degraded' && <span className="corner-note">Open to everybody for now</span>}
      <Press onPress={onAccount}>{type === 'temporary' ? 'Account' : mvpdName}</Press>
    </div>
  )
}

function TimeLeft({ until }: { readonly until: number }) {
  const minutes = Math.max(0, Math.floor((until - useNow()) / 60_000))
  return (
    <span className="corner-note" role="timer" aria-label="Time left of the free preview">
      Free preview: {Math.floor(minutes / 60)} h {minutes % 60} min left
    </span>
  )
}
