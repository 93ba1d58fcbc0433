import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePassMutation, usePassQuery } from 'react-adobe-pass'
import { authorize, hashIdentity, profile } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { clockTime } from '../kit/clockTime.ts'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { openVisit } from '../kit/openVisit.ts'
import { Stage } from '../kit/Stage.tsx'
import type { SingleSignOnApps } from './prepareSingleSignOn.ts'

const mvpd = 'SummerPass'
const titles = ['Opening', 'Semi-final', 'Final', 'Gala']
const viewers = ['Ada', 'Bob']

/** A promotional TempPass: a viewer who gives an email address can watch three titles. */
export function TempPass({ apps: { news, journal, mark } }: { readonly apps: SingleSignOnApps }) {
  const [visit] = useState(() => openVisit(news))
  const [name, setName] = useState('Ada')
  return (
    <Stage visit={visit}>
      <Card title="Who is watching">
        <p>
          Each call sends a hash of the viewer’s email address in <code>AP-TempPass-Identity</code>.
          The address itself stays in this page.
        </p>
        <pre className="code">
          {`const email = await hashIdentity(address)
authorize({ mvpd, resources, tempPassIdentity: { email } })`}
        </pre>
        <div className="buttons">
          {viewers.map((viewer) => (
            <Button
              key={viewer}
              aria-pressed={viewer === name}
              onPress={() => {
                journal.begin(`${viewer} watches`)
                setName(viewer)
              }}
            >
              {viewer}
            </Button>
          ))}
        </div>
      </Card>
      <Viewer key={name} name={name} address={`${name}.${mark}@example.com`} />
    </Stage>
  )
}

/** Hashes the address: the page sends only the hash. */
function Viewer({ name, address }: { readonly name: string; readonly address: string }) {
  const { data: email } = useQuery({
    queryKey: ['identity', name],
    queryFn: () => hashIdentity(address.toLowerCase()),
    networkMode: 'always',
    staleTime: Infinity,
  })
  return email ? <Pass name={name} email={email} /> : null
}

function Pass({ name, email }: { readonly name: string; readonly email: string }) {
  const tempPassIdentity = { email }
  const pass = usePassQuery(profile({ mvpd, tempPassIdentity }))
  const { mutateAsync, data, error } = usePassMutation((resource: string) =>
    authorize({ mvpd, resources: [resource], tempPassIdentity }),
  )
  const watch = async (resource: string) => {
    await mutateAsync(resource).catch(() => {})
    await pass.refetch()
  }
  const [decision] = data?.decisions ?? []
  const good = pass.data?.profiles[mvpd]
  return (
    <div className="columns">
      <Card
        title="The pass"
        badge={
          pass.error ? <Badge tone="bad">Used up</Badge> : good && <Badge tone="good">Good</Badge>
        }
      >
        <Answer to={`The pass of ${name}`}>
          {pass.error
            ? `${name} has had three titles.`
            : good
              ? `${name} may watch until ${clockTime(good.notAfter)}.`
              : 'Asking…'}
        </Answer>
        {pass.error && <ErrorNote error={pass.error} />}
      </Card>
      <Card title="Watch">
        <div className="buttons">
          {titles.map((title) => (
            <Button key={title} onPress={() => watch(title)}>
              {title}
            </Button>
          ))}
        </div>
        {error && <ErrorNote error={error} />}
        <Answer to={`What ${name} may watch`}>
          {!decision
            ? 'Not asked yet.'
            : decision.authorized
              ? `${decision.resource}: permitted.`
              : `${decision.resource}: denied, ${decision.error?.code}.`}
        </Answer>
      </Card>
    </div>
  )
}
