import {
  PassApiError,
  PassError,
  PassNetworkError,
  PassRegistrationError,
  PassResponseError,
  PassTokenError,
} from 'react-adobe-pass'
import { Facts } from './Facts.tsx'

/** An error of the package: its class, its message and its properties. */
export const ErrorNote = ({ error }: { readonly error: unknown }) => (
  <div className="error" role="alert">
    <strong className="error-name">{error instanceof Error ? error.name : 'Error'}</strong>
    <p>{error instanceof Error ? error.message : String(error)}</p>
    <Facts facts={carried(error)} />
  </div>
)

function carried(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof PassError)) return {}
  const retryable = { retryable: String(error.retryable) }
  if (error instanceof PassNetworkError) return { timedOut: String(error.timedOut), ...retryable }
  if (error instanceof PassRegistrationError || error instanceof PassTokenError)
    return { code: error.code ?? 'none', status: String(error.status), ...retryable }
  if (error instanceof PassApiError) {
    const { status, action = 'none', code = 'none' } = error
    return { code, action, status: String(status), ...retryable }
  }
  if (error instanceof PassResponseError) {
    return { status: String(error.status), issues: error.issues.join(', ') || 'none', ...retryable }
  }
  return retryable
}
