import { useState } from 'react'
import { useAuthorize, usePreauthorized } from 'react-adobe-pass/entitlement'
import { type Channel, channels } from './channels'
import { Notice } from './Notice'
import { Player } from './Player'

const resources = channels.map(({ resource }) => resource)

/** The channels, marked if they are locked, and the decision before a playback. */
export function Catalogue() {
  const [channel, setChannel] = useState<Channel>()
  const { decisions, error, retry } = usePreauthorized(resources)
  const { mutate: authorize, data: decision, isPending, refusal, reset } = useAuthorize()

  const watch = (wanted: Channel) => {
    setChannel(wanted)
    authorize(wanted.resource)
  }

  if (channel && decision?.token) {
    return <Player channel={channel} token={decision.token} onStop={reset} />
  }
  return (
    <section aria-labelledby="channels">
      <h2 id="channels">Channels</h2>
      {error && (
        <Notice alert actions={<button onClick={retry}>Try again</button>}>
          {error.message}
        </Notice>
      )}
      {isPending && <Notice>One moment …</Notice>}
      {channel && refusal && (
        <Notice
          alert
          actions={
            refusal.action === 'retry' && <button onClick={() => watch(channel)}>Try again</button>
          }
        >
          {channel.name}: {refusal.details ?? refusal.message ?? 'You cannot watch this now.'}
        </Notice>
      )}
      <ul className="grid">
        {channels.map((one) => (
          <li key={one.resource}>
            {/* A locked channel can be clicked: only the decision before a playback counts. */}
            <button className="channel" disabled={isPending} onClick={() => watch(one)}>
              {one.name}
              {decisions[one.resource]?.authorized === false && <small>Locked</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
