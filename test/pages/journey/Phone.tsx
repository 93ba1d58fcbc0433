import { type FormEvent, useState } from 'react'
import { useActivation } from 'react-adobe-pass/entitlement'
import { asked } from './asked.ts'
import { Picker } from './Picker.tsx'

export function Phone() {
  const { check, resume, cancel, ...state } = useActivation()
  const [code, setCode] = useState(asked.get('code') ?? '')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    check(code)
  }
  return (
    <>
      <form onSubmit={onSubmit}>
        <label>
          Code
          <input value={code} onChange={(event) => setCode(event.target.value)} />
        </label>
        <button type="submit">Go on</button>
      </form>
      <output className="phone">{state.status}</output>
      {state.error && <p role="alert">{state.error.message}</p>}
      {state.status === 'ready' &&
        (state.missingParameters.includes('mvpd') ? (
          <Picker onPick={(mvpd) => resume({ mvpd })} />
        ) : (
          <button type="button" onClick={() => resume()}>
            Sign in
          </button>
        ))}
      <button type="button" onClick={cancel}>
        Another code
      </button>
    </>
  )
}
