import type { ReactNode } from 'react'

/** One message for the viewer in the middle of the screen, with its actions. */
export const Notice = ({
  title,
  tone = 'plain',
  mark,
  children,
  actions,
}: {
  readonly title: string
  readonly tone?: 'plain' | 'bad'
  readonly mark?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) => (
  <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {mark && <div className="notice-mark">{mark}</div>}
    <h1>{title}</h1>
    {children && <div className="notice-text">{children}</div>}
    {actions && <div className="notice-actions">{actions}</div>}
  </div>
)
