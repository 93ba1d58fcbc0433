import { useState } from 'react'
import type { DeviceInfo } from 'react-adobe-pass'
import type { StoryApp } from '../kit/createStoryApp.ts'
import { environment } from '../kit/environment.ts'
import { openVisit } from '../kit/openVisit.ts'
import { Stage } from '../kit/Stage.tsx'
import { JourneyStyle } from './JourneyStyle.tsx'
import { Northlight } from './Northlight.tsx'
import { Phone } from './Phone.tsx'

/** The device information that the television's application sends. */
const deviceInfo: DeviceInfo = {
  model: 'OLED55C1',
  version: '6.0',
  osName: 'webOS',
  osVersion: '6.0',
  connectionType: 'WiFi',
  primaryHardwareType: 'TV',
  manufacturer: 'LG',
}

/** Both devices of a sign-in with a code. Each has its own client, like separate browsers. */
export function SecondScreen({
  television,
  phone,
  activationUrl,
}: {
  readonly television: StoryApp
  readonly phone: StoryApp
  readonly activationUrl: string
}) {
  const [onTelevision] = useState(() => openVisit(television, { deviceInfo }))
  const [onPhone] = useState(() => openVisit(phone))
  return (
    <main className="kit journey second-screen">
      <JourneyStyle />
      <Stage visit={onTelevision}>
        <Northlight activationUrl={activationUrl} />
      </Stage>
      <Stage visit={onPhone}>
        <section className="phone-side" aria-label="Your phone">
          <p>{environment.isInPage ? 'Your phone: type the code here' : 'Your phone'}</p>
          <div className="phone">
            <div className="phone-screen">
              <Phone />
            </div>
          </div>
        </section>
      </Stage>
    </main>
  )
}
