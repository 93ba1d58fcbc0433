import { useEffect, useRef } from 'react'
import type { Entry, EventEntry, Journal, RequestEntry } from './createJournal.ts'
import { wordsForEvent, wordsForRequest } from './plainWords.ts'
import { useJournal } from './useJournal.ts'

/** What happened, in order: actions, requests and events of the client. */
export function JournalList({
  journal,
  title = 'What happened',
}: {
  readonly journal: Journal
  readonly title?: string
}) {
  const entries = useJournal(journal)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (entries.length) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [entries.length])

  return (
    <section className="journal" aria-label={title}>
      <h2>{title}</h2>
      {/* It scrolls: without focus, a keyboard or a remote control could not reach the rest. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="journal-box" ref={box} role="log" aria-label="Journal" tabIndex={0}>
        {entries.length === 0 && <p className="journal-empty">Nothing yet.</p>}
        {entries.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </div>
    </section>
  )
}

function Line({ entry }: { readonly entry: Entry }) {
  if (entry.kind === 'chapter') return <h3 className="chapter">{entry.text}</h3>
  return (
    <div className={`line ${entry.kind}`}>
      {entry.kind === 'request' ? <RequestLine {...entry} /> : <EventLine {...entry} />}
    </div>
  )
}

function RequestLine(entry: RequestEntry) {
  const { call, status, took } = entry
  const tone = typeof status !== 'number' ? status : status < 300 ? 'good' : 'bad'
  return (
    <>
      <div className="wire">
        <span className={`method ${call.method.toLowerCase()}`}>{call.method}</span>
        <span className="path">{call.path}</span>
        <span className={`status ${tone}`}>{statusWord(status)}</span>
      </div>
      <p>{wordsForRequest(entry)}</p>
      <div className="carries">
        <span>{call.carries}</span>
        {took !== undefined && <span>{took} ms</span>}
      </div>
    </>
  )
}

const statusWord = (status: RequestEntry['status']) =>
  status === 'pending'
    ? '…'
    : status === 'hidden'
      ? 'none'
      : status === 'cancelled'
        ? 'cut'
        : status

const EventLine = ({ event }: EventEntry) => (
  <>
    <div className="wire">
      <span className="event-name">{event.type}</span>
    </div>
    <p>{wordsForEvent(event)}</p>
  </>
)
