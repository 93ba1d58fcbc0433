import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useEffect } from 'react'
import {
  createPassClient,
  indexedDbStore,
  type PassEvent,
  PassProvider,
  usePassQuery,
  usePassToken,
} from 'react-adobe-pass'
import * as restV2 from 'react-adobe-pass/rest-v2'
import { createRoot } from 'react-dom/client'
import type { PageApi } from './PageApi.ts'

const { profiles } = restV2
const asked = new URLSearchParams(location.search)
const text = (name: string) => asked.get(name) ?? ''
const number = (name: string) => Number(asked.get(name) ?? 0)

const events: PassEvent[] = []
const renders = { queries: 0, tokens: 0 }
const pass = createPassClient({
  origin: text('origin'),
  softwareStatement: text('statement'),
  serviceProvider: 'REF30',
  timeout: number('timeout') || undefined,
  store: indexedDbStore({ timeout: number('storeTimeout') || undefined }),
  throttle: text('pacing') === 'off' ? false : undefined,
  onEvent: (event) => events.push(event),
})

function QueryConsumer() {
  const { status } = usePassQuery(profiles())
  useEffect(() => {
    renders.queries++
  })
  return <i className={`query ${status}`} />
}

function TokenConsumer() {
  const { status, data } = usePassToken()
  useEffect(() => {
    renders.tokens++
  })
  return <i className={`token ${status}`} title={data && new Date(data.expiresAt).toISOString()} />
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const api: PageApi = {
  pass,
  restV2,
  events,
  renders,
  mountedAt: performance.now(),
  call: async () => (await pass.fetch('/api/v2/REF30/profiles')).status,
  signedIn: async () => Object.keys((await pass.request(profiles())).profiles),
}
Object.assign(window, { api })

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <PassProvider client={pass}>
        {Array.from({ length: number('queries') }, (_, i) => (
          <QueryConsumer key={`query ${i}`} />
        ))}
        {Array.from({ length: number('tokens') }, (_, i) => (
          <TokenConsumer key={`token ${i}`} />
        ))}
      </PassProvider>
    </QueryClientProvider>
  </StrictMode>,
)
