import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { PassProvider } from 'react-adobe-pass'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { Notice } from './Notice'
import { createPass } from './pass'
import './style.css'

const queryClient = new QueryClient()
const root = createRoot(document.querySelector('#root')!)

try {
  const pass = await createPass()
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PassProvider client={pass}>
          <App />
        </PassProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
} catch (error) {
  // A variable is missing or wrong, or the emulator does not run.
  console.error(error)
  root.render(<Notice alert>{String(error)}</Notice>)
}
