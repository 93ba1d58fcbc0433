import type { ReactNode } from 'react'

/** How something stands. */
export type Tone = 'good' | 'wait' | 'bad' | 'info' | 'quiet'

/** A word or two on how something stands. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone
  readonly children: ReactNode
}) => <span className={`badge ${tone}`}>{children}</span>
