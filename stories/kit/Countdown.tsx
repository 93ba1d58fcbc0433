import type { AccessToken } from 'react-adobe-pass'
import { useNow } from './useNow.ts'

/** The time until a token expires. It ticks by itself, so that nothing around it renders. */
export function Countdown({ token }: { readonly token: AccessToken | undefined }) {
  const now = useNow()
  const { issuedAt, expiresAt } = token ?? { issuedAt: now, expiresAt: now + 1 }
  const left = Math.max(0, expiresAt - Math.max(now, issuedAt))
  return (
    <div className="countdown">
      <div className="countdown-time" role="timer" aria-label="Time until the token expires">
        {token ? inWords(left) : '…'}
      </div>
      <div className="countdown-track" aria-hidden="true">
        <div style={{ inlineSize: token ? `${(100 * left) / (expiresAt - issuedAt)}%` : 0 }} />
      </div>
    </div>
  )
}

function inWords(ms: number): string {
  const all = Math.ceil(ms / 1000)
  const two = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(all / 3600)
  const minutes = Math.floor((all % 3600) / 60)
  if (hours) return `${hours} h ${two(minutes)} min ${two(all % 60)} s`
  return minutes ? `${minutes} min ${two(all % 60)} s` : `${all} s`
}
