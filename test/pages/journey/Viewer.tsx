import { useEffect } from 'react'
import { PassApiError } from 'react-adobe-pass'
import {
  useAuthorize,
  useMvpds,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'

export function Viewer() {
  const { picked, pick, forget } = useMvpds({ enabled: false })
  const { status, profile, profiles, choose, refetch } = useProfile()
  const { mutate: watch, data, error } = useAuthorize()
  const { mutate: signOut, mutateAsync: signingOut, data: results } = useSignOut()
  const { signIn } = useSignIn()
  useEffect(() => {
    Object.assign(window.journey, { viewer: { pick, forget, choose, signIn, signOut: signingOut } })
  })
  return (
    <section>
      <output className="profile">{status}</output>
      <output className="mvpd">{profile?.mvpd}</output>
      <output className="picked">{picked?.displayName}</output>
      {profiles.map(({ mvpd }) => (
        <button key={mvpd} type="button" onClick={() => void choose(mvpd)}>
          {`Use ${mvpd}`}
        </button>
      ))}
      <button type="button" onClick={() => watch('channel-1')}>
        Watch
      </button>
      <output className="watch">
        {error instanceof PassApiError ? error.code : error?.message}
        {data?.error?.code ?? (data?.token && 'a media token')}
      </output>
      <button type="button" onClick={() => signOut()}>
        Sign out
      </button>
      <button type="button" onClick={refetch}>
        Ask again
      </button>
      <output className="signed-out">{results?.map(({ actionName }) => actionName).join()}</output>
    </section>
  )
}
