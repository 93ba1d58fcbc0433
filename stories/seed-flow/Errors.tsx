import { type ReactNode, useState } from 'react'
import { createPassClient, type PassClientOptions } from 'react-adobe-pass'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import type { Journal } from '../kit/createJournal.ts'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { environment } from '../kit/environment.ts'
import { JournalList } from '../kit/JournalList.tsx'
import { Page } from '../kit/Page.tsx'

/** What can go wrong before the first answer. Each case shows its error and the fix. */
export const Errors = ({ app }: { readonly app: StoryApp }) => {
  const attempt = async (options?: Partial<PassClientOptions>) => {
    await app.open(options).getToken()
  }
  const offline = async () => {
    // Simulates a browser without a network. Deleting it restores the property of the prototype.
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })
    try {
      await attempt({ origin: nobodyThere })
    } finally {
      Reflect.deleteProperty(navigator, 'onLine')
    }
  }
  const portal = async () => {
    app.rig.refuse({ what: 'html', when: ({ target }) => target === 'register', times: 1 })
    await attempt()
  }

  return (
    <Page
      title="When it cannot work"
      lead="Every failure has its own error class, says whether a retry may help, and contains no secret. Cause each error to see what your application has to catch."
      aside={<JournalList journal={app.journal} />}
    >
      <Case
        journal={app.journal}
        title="Options that cannot work"
        code={"createPassClient({ softwareStatement: '' })"}
        cause={() => createPassClient({ softwareStatement: '' })}
        remedy="The error is thrown when the client is created, before anything is sent. Set the option that the message names. Often an environment variable is missing."
      >
        The variable with the statement was not set when the site was built.
      </Case>
      <Case
        journal={app.journal}
        title="A bad statement"
        code={"createPassClient({ softwareStatement: 'eyJhbGciOi…' })"}
        cause={() => attempt({ softwareStatement: strangeStatement })}
        remedy="Download the statement for this environment from the TVE Dashboard again. A retry does not help, so the client does not retry."
      >
        It looks like a statement, but Adobe has never signed it.
      </Case>
      <Case
        journal={app.journal}
        title="A wrong origin"
        code={`createPassClient({ origin: '${nobodyThere}', … })`}
        cause={() => attempt({ origin: nobodyThere })}
        remedy="Check origin and environment. The client has already tried four times. The page cannot know more, because the browser hides why there was no answer."
      >
        No server answers at the configured origin. This takes some seconds.
      </Case>
      <Case
        journal={app.journal}
        title="Offline"
        code="navigator.onLine === false"
        cause={offline}
        remedy="Tell the viewer. The client has tried once, because some browsers always report that they are offline, and does not retry. Call again when the browser fires its online event."
      >
        The browser says that it has no network.
      </Case>
      {environment.isEmulator && (
        <Case
          journal={app.journal}
          title="Somebody else answers"
          code="200 OK, text/html"
          cause={portal}
          remedy="Let the viewer open any page and sign in to the network. Nothing was stored, so the next call starts over."
        >
          A hotel’s network sends its own page instead of the answer.
        </Case>
      )}
    </Page>
  )
}

/** A port that no browser connects to. */
const nobodyThere = 'http://localhost:1'

const part = (json: object) => btoa(JSON.stringify(json)).replaceAll('=', '')

/** A JWT without a valid signature. */
const strangeStatement = [part({ alg: 'RS256' }), part({ sub: 'nobody' }), 'c2lnbmVk'].join('.')

function Case({
  journal,
  title,
  code,
  cause,
  remedy,
  children,
}: {
  readonly journal: Journal
  readonly title: string
  readonly code: string
  readonly cause: () => unknown
  readonly remedy: string
  readonly children: ReactNode
}) {
  const [outcome, setOutcome] = useState<{ readonly error?: unknown }>()
  const [busy, setBusy] = useState(false)
  const attempt = async () => {
    journal.begin(title)
    setBusy(true)
    try {
      await cause()
      setOutcome({})
    } catch (error) {
      setOutcome({ error })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card
      title={title}
      badge={
        busy ? (
          <Badge tone="wait">Trying</Badge>
        ) : outcome ? (
          <Badge tone={outcome.error ? 'bad' : 'good'}>{outcome.error ? 'Error' : 'Worked'}</Badge>
        ) : (
          <Badge tone="quiet">Not tried</Badge>
        )
      }
    >
      <div className="case">
        <div>
          <p>{children}</p>
          <pre className="code">{code}</pre>
          <div className="buttons">
            <Button onPress={attempt} aria-label={`Cause it: ${title}`}>
              Cause it
            </Button>
          </div>
        </div>
        {outcome?.error === undefined ? (
          <p className="case-empty">{busy ? 'Waiting for the error…' : 'No error yet.'}</p>
        ) : (
          <div>
            <ErrorNote error={outcome.error} />
            <p className="advice">
              <strong>What to do:</strong> {remedy}
            </p>
          </div>
        )}
      </div>
    </Card>
  )
}
