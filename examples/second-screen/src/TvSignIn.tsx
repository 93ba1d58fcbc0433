import { QRCodeSVG } from 'qrcode.react'
import { useSignIn } from 'react-adobe-pass/entitlement'

/** The page for the phone. Say its address on the TV as the viewer must type it. */
const activationUrl = new URL('/activate.html', location.href)

/** The code and the QR code, until the viewer has signed in on the phone. */
export function TvSignIn() {
  const { status, code, url, secondsLeft, error, signIn, cancel } = useSignIn()
  const begin = () => signIn({ screen: 'second-screen', activationUrl: activationUrl.href })

  switch (status) {
    case 'second-screen':
      return (
        <div className="activation">
          <div>
            <h1>Sign in on your phone</h1>
            <p>
              Scan the QR code, or go to
              <b className="address">{activationUrl.host + activationUrl.pathname}</b>
              and type this code:
            </p>
            <p className="code">{code}</p>
            <p>It is valid for {minutesAndSeconds(secondsLeft)}.</p>
            <button onClick={cancel}>Cancel</button>
          </div>
          {url && (
            // A link too, to try it without a phone.
            <a className="qr" href={url} target="_blank" rel="noreferrer">
              <QRCodeSVG value={url} title="QR code with the address and the code" size={256} />
            </a>
          )}
        </div>
      )
    case 'starting':
    case 'checking':
    case 'signed-in':
      return <p>Loading …</p>
    case 'expired':
      return (
        <>
          <h1>The code has expired</h1>
          <button onClick={begin}>New code</button>
        </>
      )
    case 'error':
      return (
        <>
          <p role="alert">{error.message}</p>
          <button onClick={begin}>Try again</button>
        </>
      )
    default:
      return (
        <>
          <h1>Example TV</h1>
          <p>Sign in with your TV provider to watch.</p>
          <button onClick={begin}>Sign in</button>
        </>
      )
  }
}

const minutesAndSeconds = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
