import { useState } from 'react'
import { useActivation } from 'react-adobe-pass/entitlement'
import { PhonePicker } from './PhonePicker'

/** The code of the QR code's address. The viewer compares it with the TV, and continues. */
const scanned = new URLSearchParams(location.search).get('code') ?? ''

export function PhonePage() {
  const [code, setCode] = useState(scanned)
  const { status, isPending, device, error, check, resume, cancel } = useActivation()

  if (isPending) return <p>One moment …</p>
  if (status === 'signed-in') return <p>There is nothing to do here. Look at your TV.</p>
  if (status === 'ready') {
    return (
      <>
        <h1>Pick your TV provider</h1>
        {/* A stranger may have sent the code, so the viewer must see what it signs in. */}
        <p>
          You are signing in: <b>{device?.type ?? 'an unknown device'}</b>. If this is not yours,{' '}
          <button className="link" onClick={cancel}>
            stop here
          </button>
          .
        </p>
        <PhonePicker onPick={(mvpd) => resume({ mvpd, redirectUrl: '/activated.html' })} />
      </>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        check(code)
      }}
    >
      <h1>Activate your TV</h1>
      <label>
        The code that your TV shows
        <input
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      {scanned && <p>Continue only if your TV shows the same code.</p>}
      {status === 'unknown-code' && (
        <p role="alert">This code is not valid. Is it the one that your TV shows now?</p>
      )}
      {error && <p role="alert">{error.message}</p>}
      <button className="main">Continue</button>
    </form>
  )
}
