import { useState } from 'react'
import { useMvpds } from 'react-adobe-pass/entitlement'
import type { Mvpd } from 'react-adobe-pass/rest-v2'
import { Notice } from './Notice.tsx'
import { Press } from './Press.tsx'
import { Provider } from './Provider.tsx'

/** The search and the list of TV providers, or the provider of the last visit. */
export function Picker({ onPick }: { readonly onPick: (mvpdId: string) => void }) {
  const [search, setSearch] = useState('')
  const { status, mvpds, error, refetch, picked, pick, forget } = useMvpds({ search })
  const pickAndGo = (mvpd: Mvpd) => {
    void pick(mvpd)
    onPick(mvpd.id)
  }

  if (picked) {
    return (
      <section className="picker remembered" aria-labelledby="last-time">
        <h2 id="last-time">Last time you picked</h2>
        <div className="remembered-row">
          <Provider mvpd={picked} onPress={() => onPick(picked.id)} />
          <div className="buttons">
            <Press kind="main" onPress={() => onPick(picked.id)}>
              Continue with {picked.displayName}
            </Press>
            <Press onPress={forget}>I have another provider</Press>
          </div>
        </div>
      </section>
    )
  }
  if (error) {
    return (
      <Notice
        tone="bad"
        title="We could not get the list of providers"
        actions={
          <Press kind="main" onPress={refetch}>
            Try again
          </Press>
        }
      >
        {error.retryable ? 'Check your connection, and try once more.' : error.message}
      </Notice>
    )
  }
  return (
    <section className="picker" aria-label="TV providers">
      <label className="search">
        <span>Search providers</span>
        <input
          type="search"
          value={search}
          placeholder="Name of your provider"
          autoComplete="off"
          onChange={({ target }) => setSearch(target.value)}
        />
      </label>
      {status === 'pending' ? (
        <ul className="providers" aria-label="The providers are being fetched" aria-busy="true">
          {Array.from({ length: 9 }, (_, place) => (
            <li key={place} className="provider waiting" />
          ))}
        </ul>
      ) : mvpds.length ? (
        <ul className="providers" aria-label="Providers">
          {mvpds.map((mvpd) => (
            <li key={mvpd.id}>
              <Provider mvpd={mvpd} onPress={() => pickAndGo(mvpd)} />
            </li>
          ))}
        </ul>
      ) : (
        <output className="picker-empty">
          No provider is called “{search}”. Try the first letters only.
        </output>
      )}
    </section>
  )
}
