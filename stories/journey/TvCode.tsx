import { QRCodeSVG } from 'qrcode.react'
import { Press } from './Press.tsx'

/** The code to type, the QR code to scan, and the remaining time. */
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
      {/* A screen reader reads it letter by letter. */}
      <output className="code-letters" aria-label={`Code ${code.split('').join(' ')}`}>
        {groups(code).map((group) => (
          <span key={group} aria-hidden="true">
            {group}
          </span>
        ))}
      </output>
      <p className="code-time">
        Valid for another{' '}
        <span role="timer" aria-label="Time until the code expires">
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

/** Groups of three or four characters, which are easier to read than seven. */
const groups = (code: string) => code.match(/.{1,4}(?=(.{3})*$)/g) ?? [code]

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
