import { type ReactNode, useState } from 'react'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { openVisit } from '../kit/openVisit.ts'
import { Stage } from '../kit/Stage.tsx'
import { JourneyStyle } from './JourneyStyle.tsx'

/** A story's page: a visit to the application, with an optional column beside it. */
export function Journey({
  app,
  aside,
  children,
}: {
  readonly app: StoryApp
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  const [visit] = useState(() => openVisit(app))
  return (
    <main className={aside ? 'kit journey with-aside' : 'kit journey'}>
      <JourneyStyle />
      <Stage visit={visit}>{children}</Stage>
      {aside && <div className="journey-aside">{aside}</div>}
    </main>
  )
}
