'use client'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'

export default function Failed({ error, reset }: { error: Error; reset: () => void }) {
  const queries = useQueryErrorResetBoundary()
  const retry = () => {
    queries.reset()
    reset()
  }
  return (
    <main>
      <p role="alert">{error.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </main>
  )
}
