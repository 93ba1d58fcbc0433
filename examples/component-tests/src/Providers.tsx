import { usePassQuery } from 'react-adobe-pass'
import { configuration } from 'react-adobe-pass/rest-v2'

export function Providers() {
  const { data, error, isPending } = usePassQuery(configuration())
  if (isPending) return <p>Loading …</p>
  if (error) return <p role="alert">{error.message}</p>
  return (
    <ul>
      {data.requestor.mvpds.map((mvpd) => (
        <li key={mvpd.id}>{mvpd.displayName}</li>
      ))}
    </ul>
  )
}
