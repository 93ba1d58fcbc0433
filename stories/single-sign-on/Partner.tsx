import { useState } from 'react'
import { type PassClient, PassError } from 'react-adobe-pass'
import {
  createPartnerProfile,
  type PartnerFrameworkStatus,
  type PartnerSession,
  type Profiles,
  partnerAuthenticationRequest,
} from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { clockTime } from '../kit/clockTime.ts'
import { ErrorNote } from '../kit/ErrorNote.tsx'
import { Facts } from '../kit/Facts.tsx'
import { openVisit } from '../kit/openVisit.ts'
import type { SingleSignOnApps } from './prepareSingleSignOn.ts'

const day = 86_400_000

/** The framework's status. The viewer has allowed the application to ask it, or has not. */
const statusOf = (accessStatus: 'granted' | 'denied'): PartnerFrameworkStatus => ({
  frameworkPermissionInfo: { accessStatus },
  frameworkProviderInfo: { id: 'lumenwave_apple', expirationDate: String(Date.now() + day) },
})

/** Replaces the framework, which would forward the request to the TV provider and return SAML. */
const askFramework = async (request: string) => btoa(`<Response><To>${request}</To></Response>`)

interface Steps {
  readonly session?: PartnerSession
  readonly saml?: string
  readonly profiles?: Profiles['profiles']
  readonly error?: PassError
}

async function signOn(
  pass: PassClient,
  accessStatus: 'granted' | 'denied',
  show: (steps: Steps) => void,
) {
  const partnerFrameworkStatus = statusOf(accessStatus)
  let steps: Steps = {}
  const add = (more: Steps) => {
    steps = { ...steps, ...more }
    show(steps)
  }
  show(steps)
  try {
    const session = await pass.request(
      partnerAuthenticationRequest({
        partner: 'Apple',
        domainName: window.location.hostname,
        redirectUrl: window.location.href,
        partnerFrameworkStatus,
      }),
    )
    add({ session })
    if (!session.authenticationRequest) return
    const samlResponse = await askFramework(session.authenticationRequest.request)
    add({ saml: samlResponse })
    const { profiles } = await pass.request(
      createPartnerProfile({ partner: 'Apple', samlResponse, partnerFrameworkStatus }),
    )
    add({ profiles })
  } catch (error) {
    if (!(error instanceof PassError)) throw error
    add({ error })
  }
}

/** Sign-in through a partner's framework, step by step. */
export function Partner({ apps: { news, journal } }: { readonly apps: SingleSignOnApps }) {
  const [{ pass }] = useState(() => openVisit(news))
  const [{ session, saml, profiles, error }, setSteps] = useState<Steps>({})
  const begin = (accessStatus: 'granted' | 'denied') => async () => {
    const what = accessStatus === 'granted' ? 'allowed' : 'refused'
    journal.begin(`You ${what} access to your TV provider`)
    await signOn(pass, accessStatus, setSteps)
  }
  const profile = profiles?.['Lumenwave']

  return (
    <>
      <Card title="What the device knows" step={1}>
        <p>
          The viewer’s TV provider is in the settings of the device. Its framework asks the viewer,
          and each call sends the answer in <code>AP-Partner-Framework-Status</code>.
        </p>
        <div className="buttons">
          <Button kind="main" onPress={begin('granted')}>
            Allow
          </Button>
          <Button onPress={begin('denied')}>Don’t allow</Button>
        </div>
        {error && <ErrorNote error={error} />}
        {session && !session.authenticationRequest && (
          <p className="advice">
            <strong>What to do:</strong> let the viewer pick a TV provider and sign in there.
          </p>
        )}
      </Card>
      <div className="columns">
        <Card title="What to ask it" step={2} badge={session && <Badge tone="good">Known</Badge>}>
          <pre className="code">partnerAuthenticationRequest</pre>
          <Answer to="What to ask the framework">
            {!session
              ? 'Not asked yet.'
              : session.authenticationRequest
                ? `${session.actionName}: a SAML request for the framework.`
                : `${session.actionName}: ${session.reasonType}, an ordinary sign-in.`}
          </Answer>
        </Card>
        <Card title="Its answer" step={3} badge={saml && <Badge tone="good">Answered</Badge>}>
          <pre className="code">createPartnerProfile</pre>
          <Answer to="What the framework answered">
            {saml ? `SAML, ${saml.length} characters.` : 'None yet.'}
          </Answer>
        </Card>
      </div>
      <Card title="Signed in" step={4} badge={profile && <Badge tone="good">Signed in</Badge>}>
        {profile ? (
          <Facts
            facts={{
              'TV provider': 'Lumenwave',
              type: profile.type,
              issuer: profile.issuer,
              'Valid until': `${new Date(profile.notAfter).toLocaleDateString()}, ${clockTime(profile.notAfter)}`,
            }}
          />
        ) : (
          <p>Nobody yet. With the framework, no login page is needed.</p>
        )}
      </Card>
    </>
  )
}
