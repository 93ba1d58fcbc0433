import { useEffect, useRef } from 'react'
import { type MediaToken, type Refusal, useProfile } from 'react-adobe-pass/entitlement'
import { clockTime } from '../kit/clockTime.ts'
import { masked } from '../kit/masked.ts'
import { Notice } from './Notice.tsx'
import { Poster } from './Poster.tsx'
import { Press } from './Press.tsx'
import { refusalWords } from './refusalWords.ts'
import { Spinner } from './Spinner.tsx'
import type { Title } from './titles.ts'

/** The player of a title: while it waits for the decision, while it plays, or with a refusal. */
export function Player({
  title,
  token,
  refusal,
  onAgain,
  onAccount,
  onClose,
}: {
  readonly title: Title
  readonly token: MediaToken | undefined
  readonly refusal: Refusal | null
  readonly onAgain: () => void
  readonly onAccount: () => void
  readonly onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  // The browser's own dialog keeps the focus, closes with Escape, and restores the focus. It can
  // only be opened by a call.
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog className="player" ref={dialog} aria-label={title.name} onClose={onClose}>
      <div className="player-ground">
        <Poster art={title.art} />
      </div>
      {token ? (
        <Playing title={title} token={token} onClose={close} />
      ) : refusal ? (
        <Refused refusal={refusal} onAgain={onAgain} onAccount={onAccount} onClose={close} />
      ) : (
        <Notice title={title.name} mark={<Spinner />} actions={<Press onPress={close}>Back</Press>}>
          Asking your TV provider…
        </Notice>
      )}
    </dialog>
  )
}

const Playing = ({
  title: { name, kind },
  token,
  onClose,
}: {
  readonly title: Title
  readonly token: MediaToken
  readonly onClose: () => void
}) => (
  <div className="playing">
    <div className="playing-foot">
      <p className="playing-kind">{kind}</p>
      <h1>{name}</h1>
      <div className="playing-track" aria-hidden="true">
        <div />
      </div>
      <div className="playing-row">
        <Press kind="main" onPress={onClose}>
          Stop
        </Press>
        <output className="handed-over">
          <b>Playing.</b> The player was given a media token for this one playback:{' '}
          <span className="mono">{masked(token.serializedToken)}</span>
          {token.notAfter !== undefined && <>, to be used before {clockTime(token.notAfter)}</>}.
        </output>
      </div>
    </div>
  </div>
)

function Refused({
  refusal,
  onAgain,
  onAccount,
  onClose,
}: {
  readonly refusal: Refusal
  readonly onAgain: () => void
  readonly onAccount: () => void
  readonly onClose: () => void
}) {
  const { status } = useProfile()
  const { title, text } = refusalWords(refusal)
  // The client has just fetched the profile. If nobody is signed in, closing shows the providers.
  const toSignIn = status === 'signed-in' ? onAccount : onClose
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        <>
          {refusal.action === 'retry' && (
            <Press kind="main" onPress={onAgain}>
              Try again
            </Press>
          )}
          {refusal.action === 'authentication' && (
            <Press kind="main" onPress={toSignIn}>
              Sign in
            </Press>
          )}
          <Press onPress={onClose}>Back</Press>
        </>
      }
    >
      <p>{text}</p>
      <p className="for-developers">
        <span>{refusal.code}</span> <span>action: {refusal.action}</span>
      </p>
    </Notice>
  )
}
