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
    if (asked.has('atOnce')) void signIn(request)
  }, [signIn])
  return (
    <section>
      <output className="sign-in">{state.status}</output>
      {'code' in state && <code>{state.code}</code>}
      {'url' in state && <a href={state.url}>The MVPD</a>}
      {'error' in state && <p role="alert">{state.error.message}</p>}
      {state.status === 'incomplete' && <Picker onPick={(mvpd) => void resume({ mvpd })} />}
      <button type="button" onClick={() => void signIn(request)}>
        Sign in
      </button>
      <button type="button" onClick={() => void retry()}>
        Retry
      </button>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </section>
  )
}
