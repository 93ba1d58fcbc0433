import type { MediaToken } from 'react-adobe-pass/entitlement'
import type { Channel } from './channels'

/**
 * The place of your player. Before it plays, it sends `token.serializedToken` to your backend, once.
 * The backend verifies the token and answers with the address of the stream.
 */
export function Player({
  channel,
  token,
  onStop,
}: {
  readonly channel: Channel
  readonly token: MediaToken
  readonly onStop: () => void
}) {
  return (
    <section className="player" aria-label="Player">
      <output>Playing {channel.name}</output>
      <p>
        {token.serializedToken.length} characters of media token for your backend. This example has
        no stream.
      </p>
      <button onClick={onStop}>Stop</button>
    </section>
  )
}
