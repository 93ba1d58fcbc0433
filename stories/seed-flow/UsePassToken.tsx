import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { usePassQuery, usePassToken } from 'react-adobe-pass'
import { configuration } from 'react-adobe-pass/rest-v2'
import { Badge } from '../kit/Badge.tsx'
import { Card } from '../kit/Card.tsx'
import { type Counter, createCounter } from '../kit/createCounter.ts'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { environment } from '../kit/environment.ts'
import { JournalList } from '../kit/JournalList.tsx'
import { masked } from '../kit/masked.ts'
import { openVisit } from '../kit/openVisit.ts'
import { Page } from '../kit/Page.tsx'
import { Stage } from '../kit/Stage.tsx'
import { Tally } from '../kit/Tally.tsx'
import { TokenFacts } from '../kit/TokenFacts.tsx'
import { useVisit } from '../kit/useVisit.ts'

/** A token that lives for seconds and is renewed repeatedly, and the renders that this causes. */
export function UsePassToken({
  app,
  lifetime,
}: {
  readonly app: StoryApp
  readonly lifetime: number
}) {
  const [visit] = useState(() => openVisit(app))
  const [ofToken] = useState(createCounter)
  const [ofQuery] = useState(createCounter)
  return (
    <Page
      title="usePassToken"
      lead="The token itself, for the rare case that you need it. While a component uses it, it is renewed before it expires, and only a new token re-renders that component."
      aside={<JournalList journal={app.journal} />}
    >
      <Stage visit={visit}>
        <Card
          title="The token in use"
          badge={environment.isEmulator && <Badge tone="info">Lives {lifetime} s here</Badge>}
        >
          <p>It is renewed automatically when a tenth of its lifetime is left.</p>
          <TokenFacts />
        </Card>
        <Card title="What renders when it is renewed">
          <dl className="tallies">
            <TokensFetched app={app} />
            <Renders name="renders of usePassToken" counter={ofToken}>
              One without a token, then one for each token.
            </Renders>
            <Renders name="renders of usePassQuery" counter={ofQuery}>
              One without an answer, one with it. A new token adds no render.
            </Renders>
          </dl>
          <div className="samples">
            <TokenReader counter={ofToken} />
            <QueryReader counter={ofQuery} />
          </div>
        </Card>
      </Stage>
    </Page>
  )
}

/** A separate component, because it renders with every line of the journal. */
const TokensFetched = ({ app }: { readonly app: StoryApp }) => (
  <Tally name="tokens fetched" value={useVisit(app.journal).tokens}>
    Automatically, before the expiry, with the same credentials.
  </Tally>
)

const Renders = ({
  name,
  counter,
  children,
}: {
  readonly name: string
  readonly counter: Counter
  readonly children: ReactNode
}) => (
  <Tally name={name} value={useSyncExternalStore(counter.subscribe, counter.value)}>
    {children}
  </Tally>
)

function TokenReader({ counter }: { readonly counter: Counter }) {
  const { data } = usePassToken()
  useEffect(() => counter.increment())
  return (
    <pre className="code">
      {`const { data } = usePassToken()\n// ${data ? masked(data.value) : 'undefined'}`}
    </pre>
  )
}

function QueryReader({ counter }: { readonly counter: Counter }) {
  const { data } = usePassQuery(configuration())
  useEffect(() => counter.increment())
  return (
    <pre className="code">
      {`const { data } = usePassQuery(configuration())\n// ${data ? `${data.requestor.mvpds.length} TV providers` : 'undefined'}`}
    </pre>
  )
}
