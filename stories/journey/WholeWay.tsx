import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { emulator } from '../kit/emulator.ts'
import { environment } from '../kit/environment.ts'
import { JournalList } from '../kit/JournalList.tsx'
import { Journey } from './Journey.tsx'
import { Northlight } from './Northlight.tsx'

/** The whole journey, from a new browser to a title that plays, and to the sign-out. */
export function WholeWay({ app }: { readonly app: StoryApp }) {
  const [visit, setVisit] = useState(1)
  const open = (text: string) => {
    app.journal.begin(text, { opens: true })
    setVisit(visit + 1)
  }
  const forget = async () => {
    await app.forget()
    open('You cleared this browser, and opened the page')
  }
  const signOutElsewhere = async () => {
    app.journal.begin('You signed out on another device')
    await emulator.signOutElsewhere(app.name)
  }
  return (
    <Journey
      key={visit}
      app={app}
      aside={
        <>
          <div className="buttons">
            <Button onPress={() => open('You reloaded the page')}>Reload</Button>
            {environment.isEmulator && (
              <Button onPress={signOutElsewhere}>Sign out elsewhere</Button>
            )}
            <Button kind="harsh" onPress={forget}>
              Clear this browser
            </Button>
          </div>
          <JournalList journal={app.journal} />
        </>
      }
    >
      <Northlight />
    </Journey>
  )
}
