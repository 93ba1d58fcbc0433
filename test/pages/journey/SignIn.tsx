import { useEffect } from 'react'
import { type SignInRequest, type SignInScreen, useSignIn } from 'react-adobe-pass/entitlement'
import { asked } from './asked.ts'
import { Picker } from './Picker.tsx'

const screens: readonly SignInScreen[] = ['popup', 'redirect', 'second-screen']
const request: SignInRequest = {
  mvpd: asked.get('mvpd') ?? undefined,
  screen: screens.find((screen) => screen === asked.get('screen')),
  redirectUrl: asked.get('redirectUrl') ?? undefined,
  activationUrl: asked.get('activationUrl') ?? undefined,
}

export function SignIn() {
  const { signIn, resume, retry, cancel, ...state } = useSignIn()
  useEffect(() => {
    const { shown } = window.journey
    if (shown.at(-1) !== state.status) shown.push(state.status)
  }, [state.status])
  useEffect(() => {
    if (asked.has('atOnce')) signIn(request)
  }, [signIn])
  return (
    <section>
      <output className="sign-in">{state.status}</output>
      {state.code && <code>{state.code}</code>}
      {state.url && <a href={state.url}>The MVPD</a>}
      {state.error && <p role="alert">{state.error.message}</p>}
      {state.status === 'needs-parameters' && <Picker onPick={(mvpd) => resume({ mvpd })} />}
      <button type="button" onClick={() => signIn(request)}>
        Sign in
      </button>
      <button type="button" onClick={retry}>
        Retry
      </button>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </section>
  )
}
