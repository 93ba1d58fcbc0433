import type { PickedMvpd } from 'react-adobe-pass/entitlement'

/** A TV provider by its logo, which is drawn for a light ground. */
export const Provider = ({
  mvpd: { displayName, logoUrl },
  onPress,
}: {
  readonly mvpd: PickedMvpd
  readonly onPress: () => void
}) => (
  <button type="button" className="provider" onClick={onPress}>
    {logoUrl ? <img src={logoUrl} alt={displayName} /> : displayName}
  </button>
)
