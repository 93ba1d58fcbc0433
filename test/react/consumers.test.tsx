import { waitFor } from '@testing-library/react'
import { passEndpoint, usePassQuery, usePassToken } from 'react-adobe-pass'
import { describe, expect, it } from 'vitest'
import { calls, makePass, renderApp, seeds } from './testbed.tsx'

function Consumer({ id }: { id: number }) {
  const { data: token } = usePassToken()
  // Each consumer has its own call, so that each needs the token.
  const { isSuccess } = usePassQuery(
    passEndpoint({ path: '/api/v2/{serviceProvider}/configuration', query: { id } }),
  )
  return <>{isSuccess && token ? '+' : '-'}</>
}

describe.each([1, 100, 1_000])('%i consumers under StrictMode', (count) => {
  it('need one registration and one token request', async () => {
    const pass = await makePass()
    const consumers = Array.from({ length: count }, (_, id) => <Consumer key={id} id={id} />)
    const { container } = renderApp(consumers, { pass, strict: true })
    expect(container.textContent).toBe('-'.repeat(count))
    await waitFor(() => expect(container.textContent).toBe('+'.repeat(count)))
    expect(seeds(pass)).toEqual([1, 1])
    expect(calls(pass, '/configuration')).toBe(count)
  })
})
