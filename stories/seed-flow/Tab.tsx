import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { passQueryOptions, usePass, usePassQuery, usePassToken } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { Answer } from '../kit/Answer.tsx'
import { Button } from '../kit/Button.tsx'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { emulator } from '../kit/emulator.ts'
import { environment } from '../kit/environment.ts'
import { JournalList } from '../kit/JournalList.tsx'
import { KitStyle } from '../kit/KitStyle.tsx'
import { openVisit } from '../kit/openVisit.ts'
import { Stage } from '../kit/Stage.tsx'
import { TokenFacts } from '../kit/TokenFacts.tsx'

/** The application as one tab shows it. */
export function Tab({ app }: { readonly app: StoryApp }) {
  const [visit] = useState(() => openVisit(app))
  return (
    <main className="kit tab-page">
      <KitStyle />
      <Stage visit={visit}>
        <TokenFacts />
        <TabControls app={app} />
      </Stage>
      <JournalList journal={app.journal} title="What this tab did" />
    </main>
  )
}

function TabControls({ app }: { readonly app: StoryApp }) {
  const pass = usePass()
  const queryClient = useQueryClient()
  const { data } = usePassToken()
  const viewer = usePassQuery(profiles(), { enabled: data !== undefined })
  const signedIn = Object.keys(viewer.data?.profiles ?? {})

  const revoke = async () => {
    app.journal.begin('The token was revoked here')
    await emulator.revokeTokens(app.name)
    await queryClient.invalidateQueries(passQueryOptions(pass, profiles()))
  }
  const reset = async () => {
    app.journal.begin('The viewer signed out here')
    await pass.reset()
  }

  return (
    <>
      <Answer to="Who is signed in">
        {!viewer.data
          ? 'Asking who is signed in…'
          : signedIn.length > 0
            ? `Signed in with ${signedIn.join(', ')}.`
            : 'Nobody is signed in.'}
      </Answer>
      <div className="buttons">
        {environment.isEmulator && <Button onPress={revoke}>Revoke the token</Button>}
        <Button kind="harsh" onPress={reset}>
          Sign out (reset)
        </Button>
      </div>
    </>
  )
}
