import { connection } from 'next/server'
import { type ReactNode, Suspense } from 'react'
import { PassProvider } from 'react-adobe-pass'
import { browserOptions } from '@/lib/pass'
import { Queries } from './Queries'
import './globals.css'

export const metadata = { title: 'Watch' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Suspense>
          <Pass>{children}</Pass>
        </Suspense>
      </body>
    </html>
  )
}

async function Pass({ children }: { children: ReactNode }) {
  await connection() // the server's environment counts, not that of the build
  return (
    <Queries>
      <PassProvider {...(await browserOptions())}>{children}</PassProvider>
    </Queries>
  )
}
