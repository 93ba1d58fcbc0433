import type { PassError } from 'react-adobe-pass'
import {
  type PickedMvpd,
  type ProfileState,
  type ResumeSignInState,
  type SignInRequest,
  type SignInState,
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useResumeSignIn,
  useSignIn,
  useSignOut,
  type ViewerProfile,
} from 'react-adobe-pass/entitlement'
import type { Decision, Logout, Mvpd, Profile } from 'react-adobe-pass/rest-v2'
import { expectTypeOf } from 'vitest'

// Checked by tsc, never run.

export function SigningIn(state: SignInState) {
  // @ts-expect-error not every state has one
  void state.url
  switch (state.status) {
    case 'incomplete':
      // What Adobe adds later is a name like any other.
      expectTypeOf<'email'>().toExtend<(typeof state.missingParameters)[number]>()
      return expectTypeOf(state.code).toBeString()
    case 'popup-open':
    case 'popup-blocked':
    case 'popup-closed':
    case 'redirecting':
      return expectTypeOf(state.url).toBeString()
    case 'second-screen':
      expectTypeOf(state.url).toEqualTypeOf<string | undefined>()
      return expectTypeOf([state.notAfter, state.secondsLeft]).toEqualTypeOf<number[]>()
    case 'signed-in':
      return expectTypeOf(state.profile).toEqualTypeOf<Profile | undefined>()
    case 'failed':
      return expectTypeOf(state.error).toEqualTypeOf<PassError>()
    case 'idle':
    case 'starting':
    case 'checking':
    case 'unfinished':
    case 'expired':
      return undefined
    default:
      // There are no others.
      return expectTypeOf(state).toBeNever()
  }
}

export function SignInCalls() {
  const result = useSignIn()
  if (result.status === 'second-screen') expectTypeOf(result.secondsLeft).toBeNumber()
  expectTypeOf(result.signIn()).resolves.toBeVoid()
  void result.signIn({ mvpd: 'x', screen: 'redirect', navigate: (url) => void url.length })
  void result.resume({ mvpd: undefined })
  result.cancel()
  const requests: SignInRequest[] = [
    {},
    { screen: 'second-screen', activationUrl: 'https://host' },
    // @ts-expect-error no such screen
    { screen: 'tab' },
    // @ts-expect-error no such option
    { redirectURL: 'https://host' },
  ]
  // @ts-expect-error something has to be given
  void result.resume()
  return requests
}

export function SecondScreen(state: ResumeSignInState) {
  if (state.status === 'ready') {
    expectTypeOf(state.existingParameters).toEqualTypeOf<Readonly<Record<string, string>>>()
  }
  if (state.status === 'signed-in') expectTypeOf(state.mvpd).toEqualTypeOf<string | undefined>()
  // @ts-expect-error not every state has one
  void state.code
  void useResumeSignIn().resume()
  void useResumeSignIn((url) => void url.length).check('x')
  // @ts-expect-error a code is a text
  void useResumeSignIn().check(5)
}

export function Viewer(state: ProfileState) {
  if (state.status === 'signed-in') expectTypeOf(state.profile).toEqualTypeOf<ViewerProfile>()
  if (state.status === 'expired') expectTypeOf(state.mvpd).toBeString()
  // Which of them it is need not be known to look for a profile.
  expectTypeOf(state.profile?.userID).toEqualTypeOf<string | undefined>()
  const { profiles, choose, error } = useProfile()
  expectTypeOf(profiles).toEqualTypeOf<readonly ViewerProfile[]>()
  expectTypeOf(error).toEqualTypeOf<PassError | null>()
  expectTypeOf<'futureSSO'>().toExtend<ViewerProfile['type']>()
  // @ts-expect-error an id, not a profile
  void choose(profiles[0])
}

export function Picker() {
  const { mvpds, picked, pick } = useMvpds({ search: undefined, tempPass: true })
  expectTypeOf(mvpds).toEqualTypeOf<readonly Mvpd[]>()
  expectTypeOf(picked).toEqualTypeOf<PickedMvpd | undefined>()
  for (const mvpd of mvpds) expectTypeOf(pick(mvpd)).resolves.toBeVoid()
  // @ts-expect-error it has a name
  void pick({ id: 'x' })
  // @ts-expect-error no such option: no flag hides a provider
  useMvpds({ hidden: true })
}

export function Catalogue() {
  const { decisions, permitted } = usePreauthorized(['a'], { mvpd: undefined })
  expectTypeOf(decisions['a']).toEqualTypeOf<Decision | undefined>()
  expectTypeOf(permitted).toEqualTypeOf<readonly string[]>()
  // @ts-expect-error a list
  usePreauthorized('a')
}

export function Playback() {
  const { data, error, mutate } = useAuthorize({ onSuccess: ({ token }) => token, mvpd: 'x' })
  expectTypeOf(data).toEqualTypeOf<Decision | undefined>()
  expectTypeOf(error).toEqualTypeOf<PassError | null>()
  mutate('a')
  // @ts-expect-error of what?
  mutate()
  // @ts-expect-error the function is the hook's
  useAuthorize({ mutationFn: async () => {} })
}

export function SigningOut() {
  const { data, mutate } = useSignOut({ navigate: (url) => void url.length })
  expectTypeOf(data).toEqualTypeOf<readonly Logout[] | undefined>()
  mutate()
  mutate({ mvpd: 'x', redirectUrl: undefined })
  useSignOut({ navigate: false })
  // @ts-expect-error only `false` leaves it to the application
  useSignOut({ navigate: true })
  for (const { actionName } of data ?? []) if (actionName === 'later') return actionName
  return undefined
}
