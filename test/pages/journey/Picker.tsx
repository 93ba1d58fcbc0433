import { useMvpds } from 'react-adobe-pass/entitlement'

export function Picker({ onPick }: { readonly onPick: (mvpd: string) => void }) {
  const { mvpds, pick } = useMvpds()
  return mvpds.map((mvpd) => (
    <button
      key={mvpd.id}
      type="button"
      onClick={() => {
        void pick(mvpd)
        onPick(mvpd.id)
      }}
    >
      {mvpd.displayName}
    </button>
  ))
}
