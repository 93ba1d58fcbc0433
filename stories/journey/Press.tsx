import type { ReactNode } from 'react'

/** A button on the television's screen. */
export const Press = ({
  onPress,
  kind = 'plain',
  children,
}: {
  readonly onPress: () => unknown
  readonly kind?: 'plain' | 'main'
  readonly children: ReactNode
}) => (
  <button type="button" className={`press ${kind}`} onClick={() => void onPress()}>
    {children}
  </button>
)
