import type { ReactNode } from 'react'
import { KitStyle } from './KitStyle.tsx'

/** A story's page: its title and introduction, its parts, and the journal beside them. */
export const Page = ({
  title,
  lead,
  aside,
  children,
}: {
  readonly title: string
  readonly lead: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) => (
  <main className={aside ? 'kit page with-aside' : 'kit page'}>
    <KitStyle />
    <header className="page-head">
      <h1>{title}</h1>
      <p>{lead}</p>
    </header>
    <div className="page-parts">{children}</div>
    {aside && <div className="page-aside">{aside}</div>}
  </main>
)
