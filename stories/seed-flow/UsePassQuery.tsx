import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import { usePassQuery } from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { JournalList } from '../kit/JournalList.tsx'
import { openVisit } from '../kit/openVisit.ts'
import { Page } from '../kit/Page.tsx'
import { Stage } from '../kit/Stage.tsx'

/** What `usePassQuery` can do, and what it returns. */
export function UsePassQuery({ app }: { readonly app: StoryApp }) {
  const [visit] = useState(() => openVisit(app))
  return (
    <Page
      title="usePassQuery"
      lead="A protected call as a query: TanStack Query caches, cancels and deduplicates, and the package takes care of registration and token. You name an endpoint, and the data is typed and validated."
      aside={<JournalList journal={app.journal} />}
    >
      <Stage visit={visit}>
        <Selected />
        <Skipped />
        <Refused />
      </Stage>
    </Page>
  )
}

function Selected() {
  const { data, error } = usePassQuery(configuration(), {
    select: ({ requestor }) => requestor.mvpds.map(({ displayName }) => displayName),
  })
  return (
    <Card
      title="Part of an answer"
      badge={data ? <Badge tone="good">Success</Badge> : <Badge tone="quiet">Pending</Badge>}
    >
      <p>
        <code>select</code> picks what the component needs. Here: the names of the TV providers.
      </p>
      <pre className="code">
        {`usePassQuery(configuration(), {\n  select: ({ requestor }) =>\n    requestor.mvpds.map((mvpd) => mvpd.displayName),\n})`}
      </pre>
      {error && <ErrorNote error={error} />}
      <ul className="names" aria-label="Names of TV providers">
        {(data ?? []).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Card>
  )
}

function Skipped() {
  const [wanted, setWanted] = useState(false)
  const { data, error, isFetching } = usePassQuery(wanted ? profiles() : skipToken)
  const answer = Object.keys(data?.profiles ?? {}).join(', ') || 'nobody'
  return (
    <Card
      title="Not yet"
      badge={
        data && wanted ? (
          <Badge tone="good">Success</Badge>
        ) : (
          <Badge tone="quiet">{isFetching ? 'Pending' : 'Not asked'}</Badge>
        )
      }
    >
      <div className="case">
        <div>
          <p>
            With <code>skipToken</code>, nothing is sent until there is an endpoint to call.
          </p>
          <pre className="code">{'usePassQuery(wanted ? profiles() : skipToken)'}</pre>
        </div>
        <div>
          <Answer to="Answer">
            {!wanted
              ? 'The question was not asked.'
              : data
                ? `Signed in: ${answer}.`
                : 'Asking who is signed in…'}
          </Answer>
          {error && <ErrorNote error={error} />}
          <div className="buttons">
            <Button onPress={() => setWanted(!wanted)} aria-pressed={wanted}>
              Ask who is signed in
            </Button>
          </div>
        </div>
      </div>
    </Card>
  )
}

/** A separate query, which the story lets fail. */
const refusable = { ...profiles(), key: 'refusable' }

function Refused() {
  const { data, error, refetch } = usePassQuery(refusable)
  return (
    <Card
      title="A refusal"
      badge={
        error ? (
          <Badge tone="bad">Error</Badge>
        ) : data ? (
          <Badge tone="good">Success</Badge>
        ) : (
          <Badge tone="quiet">Pending</Badge>
        )
      }
    >
      <div className="case">
        <div>
          <p>
            The error is typed: <code>action</code> says what to do about it. The client has already
            retried what a retry could fix.
          </p>
          <div className="buttons">
            <Button kind={error ? 'main' : 'plain'} onPress={() => refetch()}>
              Retry
            </Button>
          </div>
        </div>
        {error ? (
          <div>
            <ErrorNote error={error} />
            <p className="advice">
              <strong>What to do:</strong> <code>authentication</code> means that the viewer has to
              sign in.
            </p>
          </div>
        ) : data ? (
          <div>
            <Answer to="Answer after all">
              Answered: {Object.keys(data.profiles).length} profiles.
            </Answer>
          </div>
        ) : (
          <p className="case-empty">Asking…</p>
        )}
      </div>
    </Card>
  )
}
