import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { PassApiError, type PassClient } from 'react-adobe-pass'
import {
  type SignInScreen,
  useAuthorize,
  useMvpds,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'
import { hashIdentity } from 'react-adobe-pass/rest-v2'
import { noteError } from './noteError.ts'

const asked = new URLSearchParams(location.search)
const screens: readonly SignInScreen[] = ['popup', 'redirect', 'second-screen']
const screen = screens.find((name) => name === asked.get('screen'))
/** Where the sign-in on the second device ends. Otherwise this page. */
const redirectUrl =
  screen === 'second-screen' ? new URL('/icon.svg', location.href).href : undefined

/** One page that shows every part of the journey. */
export function Journey({ pass }: { readonly pass: PassClient }) {
  const { status, profile, error: ofProfile, refetch } = useProfile()
  const { status: list, error: ofList } = useMvpds()
  const { signIn, ...state } = useSignIn()
  const { mutate: watch, data: decision, error: ofDecision } = useAuthorize()
  const { mutate: signOut, data: results, error: ofSignOut } = useSignOut()
  const call = useAsked(async () => (await pass.fetch('/api/v2/REF30/configuration')).ok)
  const hash = useAsked(() => hashIdentity('viewer@example.com'))
  const ofSignIn = 'error' in state ? state.error : null
  useNoted(ofProfile, ofList, ofSignIn, ofDecision, ofSignOut, call.error, hash.error)
  return (
    <main>
      <output className="profile">{status}</output>
      <output className="mvpd">{profile?.mvpd}</output>
      <output className="list">{list}</output>
      <output className="call">{call.status}</output>
      <output className="hash">{hash.data ?? nameOf(hash.error)}</output>
      <output className="sign-in">{state.status}</output>
      {'url' in state && <a href={state.url}>The MVPD</a>}
      <output className="watch">
        {ofDecision
          ? nameOf(ofDecision)
          : (decision?.error?.code ?? (decision?.token && 'a token'))}
      </output>
      <output className="signed-out">
        {ofSignOut
          ? nameOf(ofSignOut)
          : results && (results.map(({ actionName }) => actionName).join() || 'nobody')}
      </output>
      <button type="button" onClick={() => signIn({ mvpd: 'Lumenwave', screen, redirectUrl })}>
        Sign in
      </button>
      <button type="button" onClick={() => watch('channel-1')}>
        Watch
      </button>
      <button type="button" onClick={() => signOut()}>
        Sign out
      </button>
      <button type="button" onClick={refetch}>
        Ask again
      </button>
    </main>
  )
}

/** Calls `queryFn` once, when the page opens. */
const useAsked = (queryFn: () => Promise<unknown>) =>
  useQuery({
    queryKey: [String(queryFn)],
    queryFn,
    retry: false,
    staleTime: Infinity,
    networkMode: 'always',
    select: String,
  })

const nameOf = (error: Error | null) =>
  error && (error instanceof PassApiError ? (error.code ?? error.name) : error.name)

function useNoted(...errors: readonly unknown[]) {
  useEffect(() => {
    for (const error of errors) if (error) noteError(error)
  })
}
