import { useState } from 'react'
import { passQueryOptions, usePassQuery } from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Badge, type Tone } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { emulator } from '../kit/emulator.ts'
import { environment } from '../kit/environment.ts'
import { Facts } from '../kit/Facts.tsx'
import { JournalList } from '../kit/JournalList.tsx'
import { MvpdList } from '../kit/MvpdList.tsx'
import { openVisit, type Visit } from '../kit/openVisit.ts'
import { Page } from '../kit/Page.tsx'
import { Stage } from '../kit/Stage.tsx'
import { TokenFacts } from '../kit/TokenFacts.tsx'
import { useVisit, type VisitSoFar } from '../kit/useVisit.ts'

/** The whole seed flow on one page, with controls for what can happen to it. */
export function MainJob({ app }: { readonly app: StoryApp }) {
  const [{ visit, count }, setVisit] = useState(() => ({ visit: openVisit(app), count: 1 }))
  const reload = () => {
    app.journal.begin('You reloaded the page', { opens: true })
    setVisit({ visit: openVisit(app), count: count + 1 })
  }
  return (
    <Page
      title="From nothing to a protected call"
      lead="A streaming site must identify itself before it can call Adobe Pass. It registers once, fetches a token that lasts a few hours, and sends that token with every call."
      aside={
        <>
          <Controls app={app} visit={visit} onReload={reload} />
          <JournalList journal={app.journal} />
        </>
      }
    >
      <Stage key={count} visit={visit}>
        <div className="columns">
          <Registration app={app} />
          <Card title="Token" step={2}>
            <p>The site gets an access token for a few hours. It is renewed before it expires.</p>
            <TokenFacts />
          </Card>
        </div>
        <ProtectedCalls />
      </Stage>
    </Page>
  )
}

function Registration({ app }: { readonly app: StoryApp }) {
  const visit = useVisit(app.journal)
  const { tone, word, text } = standing(visit)
  return (
    <Card title="Registration" step={1} badge={<Badge tone={tone}>{word}</Badge>}>
      <p>{text}</p>
      <Facts
        facts={{
          Registrations: visit.registrations,
          'Tokens fetched': visit.tokens,
        }}
      />
    </Card>
  )
}

function standing({ events, registrations, tokens }: VisitSoFar): {
  readonly tone: Tone
  readonly word: string
  readonly text: string
} {
  if (events.includes('credentials-replaced'))
    return {
      tone: 'wait',
      word: 'Replaced',
      text: 'Adobe no longer knew this browser, so the old credentials were replaced. That signs viewers out.',
    }
  if (registrations > 0)
    return {
      tone: 'good',
      word: 'Registered',
      text: 'The site sent its software statement and got client credentials, which are stored in this browser.',
    }
  if (events.includes('token-restored') && tokens === 0)
    return {
      tone: 'info',
      word: 'Restored',
      text: 'Restored, no DCR request: credentials and token were still in this browser’s storage.',
    }
  if (tokens > 0)
    return {
      tone: 'info',
      word: 'Restored',
      text: 'The credentials were still in this browser’s storage. Only a new token was fetched.',
    }
  return {
    tone: 'quiet',
    word: 'Working',
    text: 'Reading credentials from this browser’s storage, or registering if there are none.',
  }
}

function Controls({
  app,
  visit: { pass, queryClient },
  onReload,
}: {
  readonly app: StoryApp
  readonly visit: Visit
  readonly onReload: () => void
}) {
  /** Makes a protected call, which shows the effect of what was done before. */
  const askWhoIsSignedIn = () =>
    queryClient.invalidateQueries({ queryKey: passQueryOptions(pass, profiles()).queryKey })

  const revokeToken = async () => {
    app.journal.begin('You revoked the token')
    await emulator.revokeTokens(app.name)
    await askWhoIsSignedIn()
  }
  const revokeClient = async () => {
    await app.forgetReplacement()
    app.journal.begin('You revoked the client')
    await emulator.revokeClients(app.name)
    await askWhoIsSignedIn()
  }
  const throttle = async () => {
    app.journal.begin('You let Adobe throttle two calls')
    app.rig.refuse({ what: '429', when: ({ target }) => target === 'api', times: 2 })
    await askWhoIsSignedIn()
  }
  const signIn = async () => {
    app.journal.begin('You signed in at a TV provider')
    await emulator.signIn(app.name)
    await askWhoIsSignedIn()
  }
  const reset = async () => {
    app.journal.begin('You reset the site')
    await pass.reset()
  }

  return (
    <Card title="Try it">
      <div className="control-group">
        <h3>As a viewer</h3>
        <div className="buttons">
          <Button kind="main" onPress={onReload}>
            Reload from storage
          </Button>
          {environment.isEmulator && <Button onPress={signIn}>Sign in</Button>}
          <Button kind="harsh" onPress={reset}>
            Reset
          </Button>
        </div>
      </div>
      {environment.isEmulator && (
        <div className="control-group">
          <h3>As Adobe Pass</h3>
          <div className="buttons">
            <Button onPress={revokeToken}>Revoke the token</Button>
            <Button onPress={throttle}>Throttle</Button>
            <Button kind="harsh" onPress={revokeClient}>
              Revoke the client
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}

function ProtectedCalls() {
  const mvpds = usePassQuery(configuration(), { select: ({ requestor }) => requestor.mvpds })
  const viewer = usePassQuery(profiles())
  const names = new Map(mvpds.data?.map(({ id, displayName }) => [id, displayName]))
  const signedIn = Object.keys(viewer.data?.profiles ?? {}).map((id) => names.get(id) ?? id)
  const error = mvpds.error ?? viewer.error
  return (
    <Card
      title="Protected calls"
      step={3}
      badge={
        error ? (
          <Badge tone="bad">Refused</Badge>
        ) : mvpds.data && viewer.data ? (
          <Badge tone="good">Answered</Badge>
        ) : (
          <Badge tone="quiet">Working</Badge>
        )
      }
    >
      <p>The package adds the token to each of these two calls.</p>
      {error && <ErrorNote error={error} />}
      <Answer to="Who is signed in">
        {!viewer.data ? (
          'Asking who is signed in…'
        ) : signedIn.length > 0 ? (
          <>
            Signed in with <strong>{signedIn.join(', ')}</strong>.
          </>
        ) : (
          'Nobody is signed in.'
        )}
      </Answer>
      <MvpdList mvpds={mvpds.data} />
    </Card>
  )
}
