import { QRCodeSVG } from 'qrcode.react'
import { Press } from './Press.tsx'

/** What a viewer on a sofa needs: a code to type, or a picture to scan, and how long they have. */
export const TvCode = ({
  code,
  url,
  secondsLeft,
  onNewCode,
  onCancel,
}: {
  readonly code: string
  readonly url: string | undefined
  readonly secondsLeft: number
  readonly onNewCode: () => unknown
  readonly onCancel: () => unknown
}) => (
  <section className="tv-code" aria-labelledby="tv-code">
    <div className="tv-code-text">
      <h1 id="tv-code">Sign in with your phone</h1>
      <p>Scan the picture, or type this code where Northlight asks for it:</p>
      {/* Read out letter by letter. */}
      <output className="code-letters" aria-label={`Code ${code.split('').join(' ')}`}>
        {groups(code).map((group) => (
          <span key={group} aria-hidden="true">
            {group}
          </span>
        ))}
      </output>
      <p className="code-time">
        Good for another{' '}
        <span role="timer" aria-label="Time until the code runs out">
          {clock(secondsLeft)}
        </span>
      </p>
      <div className="buttons">
        <Press onPress={onNewCode}>New code</Press>
        <Press onPress={onCancel}>Back</Press>
      </div>
    </div>
    {url && (
      <QRCodeSVG
        className="qr"
        value={url}
        title="The same address as a QR code"
        marginSize={4}
        size={512}
      />
    )}
  </section>
)

/** Three or four letters are read at a glance, seven are not. */
const groups = (code: string) => code.match(/.{1,4}(?=(.{3})*$)/g) ?? [code]

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
