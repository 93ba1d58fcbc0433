import { useState } from 'react'
import { type Mvpd, useMvpds } from 'react-adobe-pass/entitlement'
import { Notice } from './Notice'

/** The provider of the last visit first, then the search and the list of TV providers. */
export function Picker({ onPick }: { readonly onPick: (mvpd: string) => void }) {
  const [search, setSearch] = useState('')
  const { mvpds, picked, isPending, error, pick, refetch } = useMvpds({ search })

  // A sign-in must begin in the click, because it opens a popup. So nothing is awaited here.
  const choose = (mvpd: Mvpd) => {
    void pick(mvpd)
    onPick(mvpd.id)
  }

  return (
    <section aria-labelledby="picker">
      <h2 id="picker">Sign in with your TV provider</h2>
      {picked && (
        <button className="main" onClick={() => onPick(picked.id)}>
          Continue with {picked.displayName}
        </button>
      )}
      <label className="search">
        Search
        <input
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      {isPending && <Notice>Loading …</Notice>}
      {error && (
        <Notice alert actions={<button onClick={refetch}>Try again</button>}>
          {error.message}
        </Notice>
      )}
      <ul className="grid">
        {mvpds.map((mvpd) => (
          <li key={mvpd.id}>
            <button className="provider" onClick={() => choose(mvpd)}>
              <img src={mvpd.logoUrl} alt={mvpd.displayName} />
            </button>
          </li>
        ))}
      </ul>
      {!isPending && !error && mvpds.length === 0 && (
        <Notice>No provider is called “{search}”.</Notice>
      )}
    </section>
  )
}
