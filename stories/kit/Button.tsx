import { type ComponentProps, useState } from 'react'

/** A button that is busy while what it does is under way. */
export function Button({
  onPress,
  kind = 'plain',
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'onClick' | 'type' | 'className'> & {
  readonly onPress: () => unknown
  readonly kind?: 'plain' | 'main' | 'harsh'
}) {
  const [busy, setBusy] = useState(false)
  const press = async () => {
    if (busy) return
    setBusy(true)
    try {
      await onPress()
    } finally {
      setBusy(false)
    }
  }
  // Not `disabled`: a remote control would lose its place.
  return (
    <button
      type="button"
      className={`button ${kind}`}
      aria-disabled={busy}
      onClick={() => void press()}
      {...rest}
    >
      {children}
    </button>
  )
}
