import type { ReactNode } from 'react'

/** The kind of a status. */
export type Tone = 'good' | 'wait' | 'bad' | 'info' | 'quiet'

/** A status in one or two words. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone
  readonly children: ReactNode
}) => <span className={`badge ${tone}`}>{children}</span>
