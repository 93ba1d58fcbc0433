import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createPassClient, PassProvider } from 'react-adobe-pass'
import { createRoot } from 'react-dom/client'
import { Journey } from './Journey.tsx'
import { variantOf } from './variants.tsx'

const asked = new URLSearchParams(location.search)
const { store, Child } = variantOf(asked.get('variant'))

const pass = createPassClient({
  origin: asked.get('origin') ?? '',
  softwareStatement: asked.get('statement') ?? '',
  serviceProvider: 'REF30',
  persistStorage: true,
  // A cell loads more pages than a viewer would in the same time.
  throttle: { burst: 1_000, perSecond: 100 },
  ...(store && { store }),
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <QueryClientProvider client={new QueryClient()}>
    <PassProvider client={pass}>
      <Journey pass={pass} />
      {Child && <Child />}
    </PassProvider>
  </QueryClientProvider>,
)
