import { HydrationBoundary } from '@tanstack/react-query'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { prefetchMvpds } from '@/lib/prefetchMvpds'
import { MvpdPicker } from './MvpdPicker'
import { Watch } from './Watch'

const channels = [
  { resource: 'news', title: 'News' },
  { resource: 'films', title: 'Films' },
  { resource: 'denied-sports', title: 'Sports' },
]

export default function Page() {
  return (
    <main>
      <h1>Watch TV</h1>
      <Watch channels={channels}>
        <Suspense fallback={<p>Loading TV providers …</p>}>
          <Picker />
        </Suspense>
      </Watch>
    </main>
  )
}

async function Picker() {
  await connection()
  return (
    <HydrationBoundary state={await prefetchMvpds()}>
      <MvpdPicker />
    </HydrationBoundary>
  )
}
