import {
  useActivation,
  useAuthorize,
  useMvpds,
  usePreauthorized,
  useProfile,
  useSignIn,
  useSignOut,
} from 'react-adobe-pass/entitlement'

/** Every hook of the journey. */
export function Journey() {
  const mvpds = useMvpds()
  const profile = useProfile()
  const preauthorized = usePreauthorized(['a', 'b'])
  const states = [
    mvpds.status,
    mvpds.picked?.id ?? 'none',
    profile.status,
    useSignIn().status,
    useActivation().status,
    String(preauthorized.isPending),
    useAuthorize().status,
    useSignOut().status,
  ]
  return <p>{states.join(' ')}</p>
}
