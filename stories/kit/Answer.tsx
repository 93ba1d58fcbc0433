import type { ReactNode } from 'react'

/** What came back, in a sentence; a screen reader says when it changes. */
export const Answer = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <output className="answer" aria-label={to}>
    {children}
  </output>
)
