import { useState } from 'react'
import { usePreauthorized } from 'react-adobe-pass/entitlement'
import { Poster } from './Poster.tsx'
import { Press } from './Press.tsx'
import type { Title } from './titles.ts'

/** The titles, and which of them are likely in the viewer's package. */
export function Catalogue({
  titles,
  onOpen,
}: {
  readonly titles: readonly Title[]
  readonly onOpen: (title: Title) => void
}) {
  const { decisions, permitted, isPending, error, retry } = usePreauthorized(
    titles.map(({ resource }) => resource),
  )
  const [filter, setFilter] = useState<'all' | 'mine'>('all')
  const shown =
    filter === 'all' ? titles : titles.filter(({ resource }) => permitted.includes(resource))
  const toggle = (value: typeof filter, text: string) => (
    <button
      type="button"
      className="chip"
      aria-pressed={filter === value}
      onClick={() => setFilter(value)}
    >
      {text}
    </button>
  )
  return (
    <section className="catalogue" aria-labelledby="catalogue">
      <header className="catalogue-head">
        <h1 id="catalogue">Tonight</h1>
        <div className="chips">
          {toggle('all', 'Everything')}
          {toggle('mine', 'In my package')}
        </div>
        <output className="catalogue-count">
          {isPending
            ? 'Checking what is in your package…'
            : error
              ? 'We could not check what is in your package'
              : `${permitted.length} of ${titles.length} in your package`}
        </output>
      </header>
      {error && (
        <div className="banner" role="alert">
          <p>We could not reach your TV provider. You can still try every title.</p>
          <Press onPress={retry}>Try again</Press>
        </div>
      )}
      {shown.length === 0 && (
        <p className="picker-empty">
          {isPending ? 'One moment…' : 'Nothing tonight is in your package.'}
        </p>
      )}
      <ul className="tiles" aria-label="Titles" aria-busy={isPending}>
        {shown.map((title) => (
          <li key={title.resource}>
            <Tile
              title={title}
              standing={standing(decisions[title.resource]?.authorized, isPending)}
              onPress={() => onOpen(title)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

type Standing = 'permitted' | 'denied' | 'pending' | 'unknown'

const standing = (authorized: boolean | undefined, isPending: boolean): Standing =>
  authorized === undefined
    ? isPending
      ? 'pending'
      : 'unknown'
    : authorized
      ? 'permitted'
      : 'denied'

const labels: Readonly<Record<Standing, string>> = {
  permitted: '',
  denied: 'Locked',
  pending: 'Checking…',
  unknown: '',
}

// A locked title opens too: preauthorization only filters, and the decision comes before playback.
const Tile = ({
  title: { name, kind, art },
  standing,
  onPress,
}: {
  readonly title: Title
  readonly standing: Standing
  readonly onPress: () => void
}) => (
  <button type="button" className={`tile ${standing}`} onClick={onPress}>
    <Poster art={art} />
    {labels[standing] && <span className="tile-standing">{labels[standing]}</span>}
    <span className="tile-text">
      <span className="tile-name">{name}</span>
      <span className="tile-kind">{kind}</span>
    </span>
  </button>
)
