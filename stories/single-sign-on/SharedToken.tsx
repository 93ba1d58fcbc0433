import { useState } from 'react'
import { usePassQuery } from 'react-adobe-pass'
import { logout, type PassHeaders, profiles } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { openVisit } from '../kit/openVisit.ts'
import { Stage } from '../kit/Stage.tsx'
import type { SingleSignOnApps } from './prepareSingleSignOn.ts'
import { signInAtMvpd } from './signInAtMvpd.ts'

/** A token that applications share, and its header. */
export interface TokenChoice {
  readonly header: string
  readonly headers: PassHeaders
  /** The code of a call with it. */
  readonly code: string
}

/** Two applications with the same token: a sign-in to one is also a sign-in to the other. */
export function SharedToken({
  apps: { news, sports, journal },
  choices,
}: {
  readonly apps: SingleSignOnApps
  readonly choices: readonly [TokenChoice, ...TokenChoice[]]
}) {
  const [visits] = useState(() => ({ news: openVisit(news), sports: openVisit(sports) }))
  const [choice, setChoice] = useState(choices[0])
  const [sends, setSends] = useState(true)
  const { header, headers, code } = choice

  const refresh = () =>
    Promise.all(
      [visits.news, visits.sports].map(({ queryClient }) => queryClient.invalidateQueries()),
    )
  const signIn = async () => {
    journal.begin('You signed in with Daily News')
    await signInAtMvpd(visits.news.pass, 'Lumenwave', headers)
    await refresh()
  }
  const signOut = async () => {
    journal.begin('You signed out of Sports Live')
    const redirectUrl = window.location.href
    await visits.sports.pass.request(logout({ mvpd: 'Lumenwave', redirectUrl, ...headers }))
    await refresh()
  }

  return (
    <>
      <Card title="The token">
        <p>
          Each call sends it in <code>{header}</code>.
        </p>
        <pre className="code">{code}</pre>
        {choices.length > 1 && (
          <div className="buttons">
            {choices.map((other) => (
              <Button
                key={other.header}
                aria-pressed={other === choice}
                onPress={() => setChoice(other)}
              >
                {other.header}
              </Button>
            ))}
          </div>
        )}
      </Card>
      <div className="columns">
        <Stage visit={visits.news}>
          <Card title="Daily News">
            <p>The viewer signs in here, at a TV provider.</p>
            <SignedIn application="Daily News" headers={headers} />
            <div className="buttons">
              <Button kind="main" onPress={signIn}>
                Sign in
              </Button>
            </div>
          </Card>
        </Stage>
        <Stage visit={visits.sports}>
          <Card title="Sports Live" badge={!sends && <Badge tone="quiet">No token</Badge>}>
            <p>Another application. Nobody has ever signed in here.</p>
            <SignedIn application="Sports Live" headers={sends ? headers : {}} />
            <div className="buttons">
              <Button aria-pressed={sends} onPress={() => setSends(!sends)}>
                Send the token
              </Button>
              <Button kind="harsh" onPress={signOut}>
                Sign out of both
              </Button>
            </div>
          </Card>
        </Stage>
      </div>
    </>
  )
}

function SignedIn({
  application,
  headers,
}: {
  readonly application: string
  readonly headers: PassHeaders
}) {
  const { data, error } = usePassQuery(profiles(headers))
  const [first] = Object.entries(data?.profiles ?? {})
  if (error) return <ErrorNote error={error} />
  return (
    <Answer to={`Who is signed in to ${application}`}>
      {first ? (
        <>
          Signed in with <strong>{first[0]}</strong> ({first[1].type}).
        </>
      ) : data ? (
        'Nobody is signed in.'
      ) : (
        'Asking who is signed in…'
      )}
    </Answer>
  )
}
