import { QueryClient } from '@tanstack/react-query'
import type { PassError } from 'react-adobe-pass'
import { createPassClient } from 'react-adobe-pass'
import {
  type ActivationState,
  type Decision,
  type Logout,
  type Mvpd,
  type NamedProfile,
  type PickedMvpd,
  type Profile,
  type ProfileState,
  profileOptions,
  type Refusal,
  type SignInRequest,
  type SignInState,
  useActivation,
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { expectTypeOf } from 'vitest'

// Checked by tsc, never run.

/** A handler of `onClick`. */
type Click = (event: { readonly currentTarget: unknown }) => void

export function SigningIn(state: SignInState) {
  // Every state has every key.
  expectTypeOf(state.url).toEqualTypeOf<string | undefined>()
  expectTypeOf(state.error).toEqualTypeOf<PassError | undefined>()
  switch (state.status) {
    case 'needs-parameters':
      // Names that Adobe adds later are accepted.
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
    case 'error':
      return expectTypeOf(state.error).toEqualTypeOf<PassError>()
    case 'idle':
    case 'starting':
    case 'checking':
    case 'not-signed-in':
    case 'expired':
      return undefined
    default:
      // There are no other states, but a minor version may add one.
      return expectTypeOf(state).toBeNever()
  }
}

export function SignInCalls() {
  const { status, code, url, error, isPending, signIn, resume, retry, cancel } = useSignIn()
  expectTypeOf(isPending).toBeBoolean()
  if (status === 'second-screen') expectTypeOf(code).toBeString()
  else if (status === 'popup-blocked') expectTypeOf(url).toBeString()
  else if (status === 'error') expectTypeOf(error).toEqualTypeOf<PassError>()
  else if (status === 'idle') expectTypeOf(code).toBeUndefined()
  expectTypeOf(signIn({ mvpd: 'x' })).toBeVoid()
  expectTypeOf(retry()).toBeVoid()
  expectTypeOf(retry).toExtend<Click>()
  expectTypeOf(cancel).toExtend<Click>()
  signIn({ mvpd: 'x', screen: 'redirect', navigate: (to) => void to.length })
  signIn({ screen: 'redirect', navigate: false })
  resume({ mvpd: undefined })
  const requests: SignInRequest[] = [
    {},
    { screen: 'second-screen', activationUrl: '/activate' },
    // @ts-expect-error no such screen
    { screen: 'tab' },
    // @ts-expect-error no such option
    { redirectURL: 'https://host' },
  ]
  // @ts-expect-error resume() needs parameters
  resume()
  return requests
}

export function SecondScreen(state: ActivationState) {
  if (state.status === 'ready') {
    expectTypeOf(state.existingParameters).toEqualTypeOf<
      Readonly<Partial<Record<string, string>>>
    >()
  }
  if (state.status === 'signed-in') expectTypeOf(state.mvpd).toEqualTypeOf<string | undefined>()
  const { status, code, device, error, isPending, check, resume, cancel } = useActivation()
  if (status === 'ready') expectTypeOf(code).toBeString()
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<PassError>()
  if (status === 'idle') expectTypeOf(device).toBeUndefined()
  expectTypeOf(isPending).toBeBoolean()
  expectTypeOf(check('x')).toBeVoid()
  expectTypeOf(resume()).toBeVoid()
  expectTypeOf(cancel).toExtend<Click>()
  useActivation({ navigate: (url) => void url.length })
  useActivation({ navigate: false })
  // @ts-expect-error the options are an object
  useActivation((url: string) => void url.length)
  // @ts-expect-error a code is a string
  check(5)
}

export function Viewer(state: ProfileState) {
  if (state.status === 'signed-in') expectTypeOf(state.profile).toEqualTypeOf<NamedProfile>()
  if (state.status === 'expired') expectTypeOf(state.mvpd).toBeString()
  // `profile` can be read without a check of the status.
  expectTypeOf(state.profile?.userID).toEqualTypeOf<string | undefined>()
  expectTypeOf(state.profile?.mvpdName).toEqualTypeOf<string | undefined>()
  const { status, isPending, profile, profiles, mvpd, choose, error, refetch } = useProfile()
  if (isPending) expectTypeOf(profile).toBeUndefined()
  if (status === 'signed-in') expectTypeOf(profile).toEqualTypeOf<NamedProfile>()
  if (status === 'expired') expectTypeOf(mvpd).toBeString()
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<PassError>()
  expectTypeOf(profiles).toEqualTypeOf<readonly NamedProfile[]>()
  expectTypeOf(error).toEqualTypeOf<PassError | null>()
  expectTypeOf(refetch).toExtend<Click>()
  expectTypeOf<'futureSSO'>().toExtend<NamedProfile['type']>()
  // @ts-expect-error a known attribute may be missing
  void profile?.attributes.zip.value
  // @ts-expect-error an undocumented attribute may be missing
  void profile?.attributes['own'].value
  // @ts-expect-error choose() takes an id, not a profile
  void choose(profiles[0])
}

export function Picker() {
  const { status, isPending, error, mvpds, picked, pick, forget, refetch } = useMvpds({
    search: undefined,
    tempPass: true,
  })
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<PassError>()
  if (status === 'success' || isPending) expectTypeOf(error).toBeNull()
  expectTypeOf(mvpds).toEqualTypeOf<readonly Mvpd[]>()
  expectTypeOf(picked).toEqualTypeOf<PickedMvpd | undefined>()
  expectTypeOf(refetch).toExtend<Click>()
  expectTypeOf(forget()).resolves.toBeVoid()
  for (const mvpd of mvpds) expectTypeOf(pick(mvpd)).resolves.toBeVoid()
  // @ts-expect-error an MVPD has a name
  void pick({ id: 'x' })
  // @ts-expect-error no such option: no flag hides a provider
  useMvpds({ hidden: true })
}

export function Catalogue(resource: string) {
  const { decisions, permitted, retry, refetch } = usePreauthorized(['a'], { mvpd: undefined })
  expectTypeOf(decisions['a']).toEqualTypeOf<Decision | undefined>()
  expectTypeOf(permitted).toEqualTypeOf<readonly string[]>()
  expectTypeOf(retry).toExtend<Click>()
  expectTypeOf(refetch).toExtend<Click>()
  // @ts-expect-error the decision may be missing
  void decisions[resource].authorized
  // @ts-expect-error the resources are a list
  usePreauthorized('a')
}

export function Playback() {
  const { status, data, error, refusal, mutate } = useAuthorize({
    onSuccess: ({ token }) => token,
    mvpd: 'x',
  })
  expectTypeOf(data).toEqualTypeOf<Decision | undefined>()
  expectTypeOf(error).toEqualTypeOf<PassError | null>()
  if (status === 'success') expectTypeOf(data).toEqualTypeOf<Decision>()
  expectTypeOf(refusal).toEqualTypeOf<Refusal | null>()
  mutate('a')
  // @ts-expect-error mutate() needs a resource
  mutate()
  // @ts-expect-error the hook sets mutationFn
  useAuthorize({ mutationFn: async () => {} })
  switch (refusal?.action) {
    case 'none':
    case 'authentication':
    case 'authorization':
    case 'retry':
    case 'configuration':
    case 'application-registration':
    case undefined:
      return undefined
    default:
      // An action that Adobe adds later.
      return expectTypeOf(refusal?.action).toEqualTypeOf<string | undefined>()
  }
}

// The union is open but not plain `string`, so that an editor still completes its names.
expectTypeOf<string>().not.toEqualTypeOf<Refusal['action']>()
expectTypeOf<'disconnect'>().toExtend<Refusal['action']>()

export async function Loader() {
  const pass = createPassClient({ softwareStatement: 'x' })
  const profile = await new QueryClient().query(profileOptions(pass))
  expectTypeOf(profile).toEqualTypeOf<NamedProfile | null>()
  const { queryKey } = profileOptions(pass)
  expectTypeOf(new QueryClient().getQueryData(queryKey)).toEqualTypeOf<
    NamedProfile | null | undefined
  >()
}

export function SigningOut() {
  const { data, mutate } = useSignOut({ navigate: (url) => void url.length })
  expectTypeOf(data).toEqualTypeOf<readonly Logout[] | undefined>()
  mutate()
  mutate({ mvpd: 'x', redirectUrl: undefined })
  useSignOut({ navigate: false })
  // @ts-expect-error navigate is a function or false
  useSignOut({ navigate: true })
  for (const { actionName } of data ?? []) if (actionName === 'later') return actionName
  return undefined
}
