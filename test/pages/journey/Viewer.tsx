import { PassApiError } from 'react-adobe-pass'
import { useAuthorize, useMvpds, useProfile, useSignOut } from 'react-adobe-pass/entitlement'

export function Viewer() {
  const { picked } = useMvpds({ enabled: false })
  const { status, profile, profiles, choose } = useProfile()
  const { mutate: watch, data, error } = useAuthorize()
  const { mutate: signOut, data: results } = useSignOut()
  return (
    <section>
      <output className="profile">{status}</output>
      <output className="mvpd">{profile?.mvpd}</output>
      <output className="picked">{picked?.displayName}</output>
      {profiles.map(({ mvpd }) => (
        <button key={mvpd} type="button" onClick={() => choose(mvpd)}>
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
      <output className="signed-out">{results?.map(({ actionName }) => actionName).join()}</output>
    </section>
  )
}
