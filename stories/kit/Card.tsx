import { type ReactNode, useId } from 'react'

/** One part of a page, with its own heading. */
export function Card({
  title,
  step,
  badge,
  children,
}: {
  readonly title: string
  /** Its number in a sequence. */
  readonly step?: number
  readonly badge?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        {step !== undefined && (
          <span className="step" aria-hidden="true">
            {step}
          </span>
        )}
        <h2 id={id}>{title}</h2>
        {badge}
      </header>
      {children}
    </section>
  )
}
