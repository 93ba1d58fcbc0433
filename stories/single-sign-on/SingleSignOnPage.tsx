import type { ReactNode } from 'react'
import { Card } from '../kit/Card.tsx'
import { JournalList } from '../kit/JournalList.tsx'
import { Page } from '../kit/Page.tsx'
import type { SingleSignOnApps } from './prepareSingleSignOn.ts'

/** A page that needs the API on its own origin. Without a proxy, it explains why it is empty. */
export const SingleSignOnPage = ({
  title,
  lead,
  apps,
  children,
}: {
  readonly title: string
  readonly lead: string
  readonly apps: SingleSignOnApps | undefined
  readonly children: (apps: SingleSignOnApps) => ReactNode
}) => (
  <Page title={title} lead={lead} aside={apps && <JournalList journal={apps.journal} />}>
    {apps ? (
      children(apps)
    ) : (
      <Card title="Not available here">
        <p>
          This page needs the emulator, and a proxy in front of it: run <code>npm start</code> to
          try it.
        </p>
      </Card>
    )}
  </Page>
)
