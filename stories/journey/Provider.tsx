import type { PickedMvpd } from 'react-adobe-pass/entitlement'

/** The logo of a TV provider, which is made for a light background. */
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
