import { type ReactNode, useState } from 'react'
import { type PassHeaders, preauthorize } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { openVisit } from '../kit/openVisit.ts'
import type { SingleSignOnApps } from './prepareSingleSignOn.ts'

const question = { mvpd: 'Saltmarsh', resources: ['News'] }

/** The same call directly to the API and through the proxy, with and without the header. */
export function WithoutProxy({
  apps: { news, withoutProxy, journal, mark },
}: {
  readonly apps: SingleSignOnApps
}) {
  const [visits] = useState(() => ({ direct: openVisit(withoutProxy), proxied: openVisit(news) }))
  const headers: PassHeaders = { serviceToken: `account.${mark}.signature` }
  const ask =
    ({ pass }: (typeof visits)['direct'], more: PassHeaders) =>
    async () => {
      await pass.request(preauthorize({ ...question, ...more }))
    }
  return (
    <>
      <Attempt
        title="Straight to the API, with the header"
        begin={journal.begin}
        attempt={ask(visits.direct, headers)}
      >
        The browser first asks the API whether this page may send <code>AD-Service-Token</code>. The
        answer does not name it, so the call is never sent.
      </Attempt>
      <Attempt
        title="Straight to the API, without it"
        begin={journal.begin}
        attempt={ask(visits.direct, {})}
      >
        The other headers of the package are on Adobe’s list.
      </Attempt>
      <Attempt
        title="Through the proxy, with the header"
        begin={journal.begin}
        attempt={ask(visits.proxied, headers)}
      >
        A page may send any header to its own origin.
      </Attempt>
    </>
  )
}

function Attempt({
  title,
  begin,
  attempt,
  children,
}: {
  readonly title: string
  readonly begin: (text: string) => void
  readonly attempt: () => Promise<void>
  readonly children: ReactNode
}) {
  const [outcome, setOutcome] = useState<{ readonly error?: unknown }>()
  const send = async () => {
    begin(title)
    await attempt().then(
      () => setOutcome({}),
      (error: unknown) => setOutcome({ error }),
    )
  }
  return (
    <Card title={title}>
      <div className="case">
        <div>
          <p>{children}</p>
          <div className="buttons">
            <Button onPress={send} aria-label={`Send it: ${title}`}>
              Send it
            </Button>
          </div>
        </div>
        {outcome?.error !== undefined ? (
          <div>
            <ErrorNote error={outcome.error} />
            <p className="advice">
              <strong>What to do:</strong> the page cannot know whether the network or the list is
              the cause. If it never works, put the API behind a proxy on your own origin, and pass
              that origin to the client.
            </p>
          </div>
        ) : outcome ? (
          <div>
            <Answer to={`Outcome: ${title}`}>Answered.</Answer>
          </div>
        ) : (
          <p className="case-empty">Not sent yet.</p>
        )}
      </div>
    </Card>
  )
}
