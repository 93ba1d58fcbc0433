import type { ReactNode } from 'react'

/** A large number, within a `<dl>`. */
export const Tally = ({
  name,
  value,
  children,
}: {
  readonly name: string
  readonly value: number
  readonly children?: ReactNode
}) => (
  <div className="tally">
    <dt>{name}</dt>
    <dd className="tally-value">{value}</dd>
    {children && <dd>{children}</dd>}
  </div>
)
