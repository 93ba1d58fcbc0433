import type { StoryApp } from '../kit/createStoryApp.ts'
import { environment } from '../kit/environment.ts'
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
        {environment.isInPage && (
          <p>
            On this site, a code works only in the page that shows it. Type it on the phone beside
            the television.
          </p>
        )}
        <Phone code={code} />
      </div>
    </div>
  </Journey>
)
