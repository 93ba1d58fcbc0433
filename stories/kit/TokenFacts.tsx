import { usePassToken } from 'react-adobe-pass'
import { Countdown } from './Countdown.tsx'
import { clockTime } from './clockTime.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { Facts } from './Facts.tsx'
import { masked } from './masked.ts'

/** The access token in use and its expiry. Its value is masked. */
export function TokenFacts() {
  const { data, error } = usePassToken()
  if (!data && error) return <ErrorNote error={error} />
  return (
    <>
      <Countdown key={data?.value} token={data} />
      <Facts
        facts={{
          Token: data ? masked(data.value) : '…',
          'Valid until': data ? clockTime(data.expiresAt) : '…',
        }}
      />
    </>
  )
}
