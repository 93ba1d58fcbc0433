import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createPassClient, PassProvider } from 'react-adobe-pass'
import { createRoot } from 'react-dom/client'
import { asked, number } from './asked.ts'
import { Catalogue } from './Catalogue.tsx'
import { hastyStore } from './hastyStore.ts'
import { leave, leaveOnce } from './leave.ts'
import { Phone } from './Phone.tsx'
import { Seen } from './Seen.tsx'
import { SignIn } from './SignIn.tsx'
import { note, notedFetch, sent } from './sent.ts'
import { Viewer } from './Viewer.tsx'

const pass = createPassClient({
  origin: asked.get('origin') ?? '',
  softwareStatement: window.statement,
  serviceProvider: 'REF30',
  fetch: notedFetch,
  store: asked.has('store') ? hastyStore() : undefined,
})
const queryClient = new QueryClient()
Object.assign(window, {
  journey: { pass, queryClient, shown: [], sent, note, leave, leaveOnce },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <PassProvider client={pass}>
        {asked.has('phone') ? (
          <Phone />
        ) : (
          <>
            <Seen>
              {Array.from({ length: number('signIns', 1) }, (_, i) => (
                <SignIn key={`sign-in ${i}`} />
              ))}
              <Viewer />
            </Seen>
            {asked.has('resources') && <Catalogue count={number('resources', 0)} />}
          </>
        )}
      </PassProvider>
    </QueryClientProvider>
  </StrictMode>,
)
