import { usePreauthorized } from 'react-adobe-pass/entitlement'

export function Catalogue({ count }: { readonly count: number }) {
  const { permitted, isPending, error, retry } = usePreauthorized(
    Array.from({ length: count }, (_, i) => `channel-${i}`),
  )
  return (
    <section>
      <output className="permitted">{permitted.length}</output>
      <output className="catalogue">{error?.message ?? (isPending ? 'pending' : 'known')}</output>
      <button type="button" onClick={() => retry()}>
        Try again
      </button>
    </section>
  )
}
