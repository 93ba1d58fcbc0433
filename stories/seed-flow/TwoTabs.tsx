import { useEffect, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { environment } from '../kit/environment.ts'
import { Page } from '../kit/Page.tsx'
import { Tally } from '../kit/Tally.tsx'
import type { TabReport } from './tabModule.tsx'

/** The same application in two frames. Like tabs, each has its own realm. */
export function TwoTabs({
  application,
  tabModule,
}: {
  readonly application: string
  readonly tabModule: string
}) {
  const [reports, setReports] = useState<ReadonlyMap<string, TabReport>>(new Map())
  const report = (tab: string, report: TabReport) =>
    setReports((before) => new Map(before).set(tab, report))
  const sum = (count: (report: TabReport) => number) =>
    [...reports.values()].reduce((total, each) => total + count(each), 0)

  return (
    <Page
      title="Two tabs, one registration"
      lead="Both tabs open at the same moment and share this browser’s storage. Only one of them registers and fetches a token, and the other one uses the result. A new token or a reset in one tab also reaches the other."
    >
      <dl className="tallies inline">
        <Tally name="Registrations by both" value={sum(({ registrations }) => registrations)} />
        <Tally name="Tokens fetched by both" value={sum(({ tokens }) => tokens)} />
      </dl>
      <div className="tabs">
        <BrowserTab name="Tab A" {...{ application, tabModule, report }} />
        <BrowserTab name="Tab B" {...{ application, tabModule, report }} />
      </div>
    </Page>
  )
}

function BrowserTab({
  name,
  application,
  tabModule,
  report,
}: {
  readonly name: string
  readonly application: string
  readonly tabModule: string
  readonly report: (tab: string, report: TabReport) => void
}) {
  const [load, setLoad] = useState(1)
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<TabReport>) => {
      if (source === frame.current?.contentWindow) report(`${name} ${load}`, data)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [name, load, report])

  return (
    <section className="browser" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <Button onPress={() => setLoad(load + 1)} aria-label={`Reload ${name}`}>
          Reload
        </Button>
      </header>
      <iframe
        key={load}
        ref={frame}
        title={name}
        srcDoc={documentOf(tabModule)}
        data-application={application}
        data-origin={environment.origin}
      />
    </section>
  )
}

const documentOf = (module: string) =>
  '<!doctype html><html lang="en"><title>Streaming site</title>' +
  `<div id="tab"></div><script type="module" src="${module}"></script>`
