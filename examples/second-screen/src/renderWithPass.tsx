import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { PassProvider } from 'react-adobe-pass'
import { createRoot } from 'react-dom/client'
import { createPass } from './pass'

/** Renders a page with a client of its own. The TV and the phone are two devices. */
export async function renderWithPass(page: ReactNode): Promise<void> {
  const root = createRoot(document.querySelector('#root')!)
  try {
    const pass = await createPass()
    root.render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>
          <PassProvider client={pass}>{page}</PassProvider>
        </QueryClientProvider>
      </StrictMode>,
    )
  } catch (error) {
    // A variable is missing or wrong, or the emulator does not run.
    console.error(error)
    root.render(<p role="alert">{String(error)}</p>)
  }
}
