import { useMvpds } from 'react-adobe-pass/entitlement'
import { Press } from './Press.tsx'

/** TempPasses, shown separately, because they are not providers that a viewer has. */
export function Previews({ onPick }: { readonly onPick: (mvpdId: string) => void }) {
  const { mvpds } = useMvpds({ tempPass: true })
  const previews = mvpds.filter(({ isTempPass }) => isTempPass)
  if (!previews.length) return null
  return (
    <div>
      <h2>Just looking?</h2>
      <p>Two hours on us, without signing in.</p>
      {previews.map(({ id, displayName }) => (
        <Press key={id} onPress={() => onPick(id)}>
          {displayName}
        </Press>
      ))}
    </div>
  )
}
