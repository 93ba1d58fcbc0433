import { type ComponentProps, useState } from 'react'

/** A button that is busy while its action is under way. */
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
  // Not `disabled`: the button would lose the focus, and a remote control its position.
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
