import type { ReactNode } from 'react'

/** An answer as a sentence. A screen reader announces changes. */
export const Answer = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <output className="answer" aria-label={to}>
    {children}
  </output>
)
