import type { StoryApp } from '../kit/createStoryApp.ts'
import { Journey } from './Journey.tsx'
import { Phone } from './Phone.tsx'

/** The activation page on the whole screen of a phone. */
export const Activation = ({
  app,
  code,
}: {
  readonly app: StoryApp
  /** The code in the scanned URL. */
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
