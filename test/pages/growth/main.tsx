import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { createPassClient, PassProvider, usePassQuery, usePassToken } from 'react-adobe-pass'
import { createRoot, type Root } from 'react-dom/client'
import type { Kind, PageApi } from './PageApi.ts'

const asked = new URLSearchParams(location.search)
const text = (name: string) => asked.get(name) ?? ''
const path = '/api/v2/{serviceProvider}/profiles'
const profiles = { profiles: {} }

let failing = false
const answerHere: typeof fetch = async (input, init) => {
  if (!(typeof input === 'string' && input.includes('/api/v2/'))) return fetch(input, init)
  if (!failing) return Response.json(profiles)
  failing = false
  throw new TypeError('Failed to fetch')
}

const renders = {
  nothing: 0,
  usePassToken: 0,
  usePassQuery: 0,
  usePassQueryEach: 0,
  useQuery: 0,
  useQueryEach: 0,
}
let missing = 0
let allReady = () => {}

function Shown({ kind, ready }: { kind: Kind; ready: boolean }) {
  useEffect(() => {
    renders[kind]++
  })
  useEffect(() => {
    if (ready && --missing === 0) allReady()
  }, [ready])
  return <i />
}

const queryFn = async () => profiles
const components: Readonly<Record<Kind, (props: { index: number }) => ReactNode>> = {
  nothing: () => <Shown kind="nothing" ready />,
  usePassToken: () => <Shown kind="usePassToken" ready={usePassToken().data !== undefined} />,
  usePassQuery: () => (
    <Shown kind="usePassQuery" ready={usePassQuery({ path }).data !== undefined} />
  ),
  usePassQueryEach: ({ index }) => (
    <Shown
      kind="usePassQueryEach"
      ready={usePassQuery({ path, query: { index } }).data !== undefined}
    />
  ),
  useQuery: () => (
    <Shown kind="useQuery" ready={useQuery({ queryKey: ['one'], queryFn }).data !== undefined} />
  ),
  useQueryEach: ({ index }) => (
    <Shown
      kind="useQueryEach"
      ready={useQuery({ queryKey: ['each', index], queryFn }).data !== undefined}
    />
  ),
}

/**
 * Renders components as a tree, as applications have them. When one child renders, React walks all
 * children of its parent: with a flat list of 10,000, that would dominate the measurement.
 */
function Rows({ kind, from, to }: { kind: Kind; from: number; to: number }): ReactNode {
  const Component = components[kind]
  const step = 10 ** Math.floor(Math.log10(Math.max(to - from - 1, 1)))
  const rows: ReactNode[] = []
  for (let i = from; i < to; i += step)
    rows.push(
      step > 1 ? (
        <Rows key={i} kind={kind} from={i} to={Math.min(i + step, to)} />
      ) : (
        <Component key={i} index={i} />
      ),
    )
  return rows
}

const isKind = (name: string): name is Kind => name in components
const kinds = Object.keys(components).filter(isKind)

const createClient: PageApi['createClient'] = (options) =>
  createPassClient({
    origin: text('origin'),
    softwareStatement: text('statement'),
    serviceProvider: 'REF30',
    throttle: false,
    ...options,
  })

let root: Root | undefined
let minted = 0
let onMint = () => {}

const mount: PageApi['mount'] = (counts, options) => {
  const pass = createClient(options)
  minted = 0
  pass.subscribe(({ type }) => {
    if (type !== 'token-issued') return
    minted++
    onMint()
  })
  const element = document.getElementById('root')
  if (!element) throw new Error('index.html has no #root')
  root = createRoot(element)
  missing = kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)
  return new Promise((resolve) => {
    const start = performance.now()
    allReady = () => resolve(performance.now() - start)
    root?.render(
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider client={pass}>
          {kinds.map((kind) => (
            <Rows key={kind} kind={kind} from={0} to={counts[kind] ?? 0} />
          ))}
        </PassProvider>
      </QueryClientProvider>,
    )
  })
}

const wanted = text('kind')
const growth: PageApi = {
  createClient,
  answerHere,
  failOnce() {
    failing = true
  },
  mount,
  unmount: () => root?.unmount(),
  renders,
  minted: () => minted,
  nextMint: () =>
    new Promise((resolve) => {
      onMint = resolve
    }),
  ready: isKind(wanted)
    ? mount({ [wanted]: 1 }).then(() => performance.timeOrigin + performance.now())
    : Promise.resolve(0),
}
Object.assign(window, { growth })
