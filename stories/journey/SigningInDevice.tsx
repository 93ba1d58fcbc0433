import type { SessionStatus } from 'react-adobe-pass/rest-v2'
import { deviceName } from './deviceName.ts'
import { Press } from './Press.tsx'

/** Shows the device that the code is for, because a stranger may have sent the code. */
export function SigningInDevice({
  device,
  onOther,
}: {
  readonly device: SessionStatus['device']
  readonly onOther: () => void
}) {
  return (
    <section className="signing-in" aria-label="The device that you sign in">
      <p>
        You are signing in: <strong>{deviceName(device) ?? 'a device that we do not know'}</strong>
      </p>
      <Press onPress={onOther}>Not mine</Press>
    </section>
  )
}
