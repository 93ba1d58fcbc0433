import type { ReactNode } from 'react'

/** A message with what the viewer can do about it. */
export function Notice({
  alert = false,
  actions,
  children,
}: {
  readonly alert?: boolean
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={alert ? 'notice alert' : 'notice'} role={alert ? 'alert' : 'status'}>
      <p>{children}</p>
      {actions && <div className="actions">{actions}</div>}
    </div>
  )
}
