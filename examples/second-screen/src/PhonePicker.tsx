import { useState } from 'react'
import { useMvpds } from 'react-adobe-pass/entitlement'

export function PhonePicker({ onPick }: { readonly onPick: (mvpd: string) => void }) {
  const [search, setSearch] = useState('')
  const { mvpds, isPending, error, refetch } = useMvpds({ search })
  if (isPending) return <p>Loading …</p>
  if (error) {
    return (
      <>
        <p role="alert">{error.message}</p>
        <button onClick={refetch}>Try again</button>
      </>
    )
  }
  return (
    <>
      <label>
        Search
        <input
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <ul>
        {mvpds.map((mvpd) => (
          <li key={mvpd.id}>
            <button className="provider" onClick={() => onPick(mvpd.id)}>
              <img src={mvpd.logoUrl} alt={mvpd.displayName} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
