import type { StoryApp } from '../kit/createStoryApp.ts'
import { Journey } from './Journey.tsx'
import { Phone } from './Phone.tsx'

/** The page that a phone opens: all of its screen. */
export const Activation = ({
  app,
  code,
}: {
  readonly app: StoryApp
  /** The one in the address that was scanned. */
  readonly code: string | undefined
}) => (
  <Journey app={app}>
    <div className="activation">
      <span className="brand">Northlight</span>
      <div className="phone-screen">
        <Phone code={code} />
      </div>
    </div>
  </Journey>
)
