import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, fireEvent, render } from '@testing-library/react'
import * as React from 'react'
import { type ReactNode, StrictMode, Suspense, useEffect, useState } from 'react'
import * as core from 'react-adobe-pass'
import {
  createPassClient,
  memoryStore,
  type PassClient,
  type PassClientOptions,
  PassProvider,
} from 'react-adobe-pass'
import * as journey from 'react-adobe-pass/entitlement'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { elapse, emulator, quiet, stopTime } from '../entitlement/testbed.tsx'
import { calls, inApp, passOptions } from './testbed.tsx'

const { setTimeout: realTimeout } = globalThis
const realNow = Date.now

const MVPD = 'CedarHollow'

/** Limits for the renders and calls of a page. No way to mount needs more than 46 and 27. */
const RENDERS = 100
const CALLS = 40

/** What all trees have rendered, in order. */
let frames: string[] = []

type Core = Pick<typeof core, 'usePassQuery' | 'usePass'>
type Journey = Pick<typeof journey, 'useProfile' | 'useSignIn' | 'useSignOut' | 'useAuthorize'>

/** The MVPDs of the viewer, from the application's own query. */
const useOwn = ({ usePassQuery }: Core) =>
  usePassQuery(profiles(), { select: (p) => Object.keys(p.profiles).join() }).data

/** Creates the component that every way mounts, from one copy of the package. */
const createViewer = (one: Core, hooks: Journey, useMvpdsOf = useOwn) =>
  function Viewer() {
    const { status, profile } = hooks.useProfile()
    const { signIn, ...state } = hooks.useSignIn()
    const { mutate: signOut } = hooks.useSignOut()
    const { mutate: watch, data } = hooks.useAuthorize()
    const list = one.usePassQuery(configuration(), { select: (c) => c.requestor.mvpds.length })
    const own = useMvpdsOf(one)
    const text = [
      list.data ? status : 'pending',
      profile?.mvpd ?? 'nobody',
      own || 'nobody',
      `sign-in:${state.status}`,
      `watch:${data?.authorized ?? 'no'}`,
    ].join(' ')
    frames.push(text)
    return (
      <section>
        <output>{text}</output>
        <button type="button" onClick={() => signIn({ mvpd: MVPD, screen: 'second-screen' })}>
          Sign in
        </button>
        <button type="button" onClick={() => watch('channel-1')}>
          Watch
        </button>
        <button type="button" onClick={() => signOut()}>
          Sign out
        </button>
      </section>
    )
  }

const Viewer = createViewer(core, journey)

/** What each way to mount receives. Nothing in it is shared with other ways. */
interface Given {
  readonly options: PassClientOptions
  readonly pass: PassClient
  readonly queryClient: QueryClient
}

/** A mounted application. `away` changes how it is mounted, `back` undoes the change. */
interface Mounted {
  readonly away?: () => unknown
  readonly back?: () => unknown
}

interface Way {
  readonly name: string
  readonly mount: (given: Given) => Mounted | Promise<Mounted>
  /** Two clients share one store. They sync when the page gets the focus. */
  readonly hasTwoClients?: true
  readonly skip?: boolean
}

/** Creates a component that suspends while `isBlocked` is true. */
function createBlocker() {
  let release = () => {}
  const blocked = new Promise<void>((resolve) => {
    release = resolve
  })
  return {
    Blocker: ({ isBlocked }: { readonly isBlocked: boolean }) => {
      // `use` came with React 19.
      if (isBlocked) throw blocked
      return null
    },
    release,
  }
}

/** Renders a tree that depends on `isAway`. */
function switching(tree: (isAway: boolean) => ReactNode): Mounted {
  const { rerender } = render(tree(false))
  return { away: () => rerender(tree(true)), back: () => rerender(tree(false)) }
}

/** The same for a change that is not undone. `times` counts the changes. */
function changing(tree: (times: number) => ReactNode): Mounted {
  let times = 0
  const { rerender } = render(tree(times))
  return { away: () => rerender(tree(++times)) }
}

function renderOnServer(node: ReactNode): string {
  vi.stubGlobal('document', undefined)
  try {
    return renderToString(node)
  } finally {
    vi.unstubAllGlobals()
  }
}

const { Activity } = React

const ways: readonly Way[] = [
  {
    name: 'in StrictMode',
    mount: ({ pass, queryClient }) => {
      render(<StrictMode>{inApp(pass, queryClient, <Viewer />)}</StrictMode>)
      return {}
    },
  },
  {
    name: 'in an Activity that is hidden and shown',
    skip: !Activity,
    mount: ({ pass, queryClient }) =>
      switching((isAway) => (
        <Activity mode={isAway ? 'hidden' : 'visible'}>
          {inApp(pass, queryClient, <Viewer />)}
        </Activity>
      )),
  },
  {
    name: 'below a provider, in an Activity that is hidden and shown',
    skip: !Activity,
    mount: ({ pass, queryClient }) =>
      switching((isAway) =>
        inApp(
          pass,
          queryClient,
          <Activity mode={isAway ? 'hidden' : 'visible'}>
            <Viewer />
          </Activity>,
        ),
      ),
  },
  {
    name: 'in a tree that suspends above the provider',
    mount: ({ options, queryClient }) => {
      const { Blocker } = createBlocker()
      return switching((isAway) => (
        <Suspense fallback="waiting">
          <Blocker isBlocked={isAway} />
          <QueryClientProvider client={queryClient}>
            <PassProvider {...options}>
              <Viewer />
            </PassProvider>
          </QueryClientProvider>
        </Suspense>
      ))
    },
  },
  {
    name: 'in a tree that suspends below the provider',
    mount: ({ pass, queryClient }) => {
      const { Blocker } = createBlocker()
      return switching((isAway) =>
        inApp(
          pass,
          queryClient,
          <Suspense fallback="waiting">
            <Blocker isBlocked={isAway} />
            <Viewer />
          </Suspense>,
        ),
      )
    },
  },
  {
    name: 'in two roots, one of which comes and goes',
    mount: ({ pass, queryClient }) => {
      render(inApp(pass, queryClient, <Viewer />))
      const mount = () => render(inApp(pass, queryClient, <Viewer />))
      let second = mount()
      return {
        away: () => second.unmount(),
        back: () => {
          second = mount()
        },
      }
    },
  },
  {
    name: 'in two roots with a query client each',
    mount: ({ pass, queryClient }) => {
      render(inApp(pass, queryClient, <Viewer />))
      return changing((times) => inApp(pass, new QueryClient(), <Viewer key={times} />))
    },
  },
  {
    name: 'with a query client that is replaced',
    mount: ({ pass }) => changing(() => inApp(pass, new QueryClient(), <Viewer />)),
  },
  {
    name: 'with a new client of the same options, as after a hot reload',
    hasTwoClients: true,
    mount: ({ options, queryClient }) =>
      changing(() => inApp(createPassClient(options), queryClient, <Viewer />)),
  },
  {
    name: 'with two copies of the package',
    hasTwoClients: true,
    mount: async ({ options, pass, queryClient }) => {
      vi.resetModules()
      const other = await import('react-adobe-pass')
      const Other = createViewer(other, await import('react-adobe-pass/entitlement'))
      const otherPass = other.createPassClient(options)
      return switching((isAway) => (
        <QueryClientProvider client={queryClient}>
          <PassProvider client={pass}>
            <Viewer />
          </PassProvider>
          {isAway || (
            <other.PassProvider client={otherPass}>
              <Other />
            </other.PassProvider>
          )}
        </QueryClientProvider>
      ))
    },
  },
  ...(['client', 'options'] as const).map(
    (kind): Way => ({
      name: `with a provider of ${kind} that moves in the tree`,
      mount: ({ options, pass, queryClient }) =>
        switching((isAway) => {
          const props = kind === 'client' ? { client: pass } : options
          const provider = (
            <PassProvider {...props}>
              <Viewer />
            </PassProvider>
          )
          return (
            <QueryClientProvider client={queryClient}>
              {isAway ? <main>{provider}</main> : provider}
            </QueryClientProvider>
          )
        }),
    }),
  ),
  {
    name: 'by hydrating the HTML of a server',
    mount: ({ pass, queryClient }) => {
      const app = inApp(pass, queryClient, <Viewer />)
      const onRecoverableError = (error: unknown) => console.error(error)
      /** Uses a new container: in the same one, Testing Library would reuse the first root. */
      const hydrate = () => {
        const container = document.createElement('div')
        document.body.append(container)
        container.innerHTML = renderOnServer(app)
        return render(app, { container, hydrate: true, onRecoverableError })
      }
      let { unmount } = hydrate()
      return {
        away: () => unmount(),
        back: () => {
          unmount = hydrate().unmount
        },
      }
    },
  },
]

/** What the page shows now, for each visible tree. */
const shown = () =>
  [...document.querySelectorAll('output')]
    .filter((output) => !output.closest('[style*="none"]'))
    .map(({ textContent }) => textContent ?? '')

/** Whether there is at least one tree, and each shows these texts. */
const isShown = (...texts: readonly string[]) =>
  shown().length > 0 && shown().every((tree) => texts.every((text) => tree.includes(text)))

/** Clicks a button in the first tree. */
const click = (name: string) => {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === name,
  )
  if (button) fireEvent.click(button)
}

/** Runs the journey of a viewer in a mounted application. Returns the broken promises. */
async function goThrough({ mount, hasTwoClients }: Way): Promise<readonly string[]> {
  let open = 0
  const options = await passOptions({
    fetch: async (input, init) => {
      open++
      try {
        return await emulator.fetch(input, init)
      } finally {
        open--
      }
    },
  })
  const complaints = vi.spyOn(console, 'error').mockReturnValue()
  frames = []
  stopTime()

  /** Advances the time until `isSo()`, but not while a call is under way. */
  const until = async (what: string, isSo: () => boolean) => {
    const began = realNow()
    for (let turn = 0; turn < 240 && !isSo(); ) {
      if (hasTwoClients) window.dispatchEvent(new Event('visibilitychange'))
      await new Promise((resolve) => realTimeout(resolve, 1))
      if (open && realNow() - began < 180_000) await quiet(1)
      else {
        turn++
        await elapse(250)
      }
    }
    if (!isSo()) throw new Error(`never ${what}, but ${shown().join(' and ')}`)
  }

  const settled = () => until('settled', () => open === 0)
  const problems: string[] = []
  try {
    const page = await mount({
      options,
      pass: createPassClient(options),
      queryClient: new QueryClient(),
    })
    const change = async () => {
      await act(async () => void page.away?.())
      await quiet(2)
      await act(async () => void page.back?.())
    }

    await change()
    await until('signed out at first', () => isShown('signed-out nobody nobody'))

    click('Sign in')
    await change()
    await until('under way', () =>
      shown().some((tree) => /sign-in:(second-screen|idle)/.test(tree)),
    )
    await settled()
    // A sign-in that was interrupted while it started has ended with a status.
    if (!shown().some((tree) => tree.includes('sign-in:second-screen'))) click('Sign in')
    await until('on the second screen', () =>
      shown().some((tree) => tree.includes('sign-in:second-screen')),
    )
    await act(async () => void page.away?.())
    emulator.signIn(MVPD)
    await elapse(1_000)
    await act(async () => void page.back?.())
    await until('signed in', () => isShown(`signed-in ${MVPD} ${MVPD}`))

    click('Watch')
    await change()
    await settled()
    if (!shown().some((tree) => tree.includes('watch:true'))) click('Watch')
    await until('permitted', () => shown().some((tree) => tree.includes('watch:true')))
    await elapse(2_000)
    await settled()

    click('Sign out')
    await change()
    await until('signed out', () => isShown('signed-out nobody nobody'))
    const before = frames.length
    await change()
    await elapse(1_000)
    await settled()
    if (frames.slice(before).some((frame) => frame.includes(MVPD)) || !isShown('signed-out')) {
      problems.push('the viewer is shown after the sign-out')
    }
  } catch (error) {
    problems.push(String(error))
  }
  const [registrations, tokens] = [calls(options, '/register'), calls(options, '/token')]
  if (registrations !== 1) problems.push(`${registrations} registrations`)
  if (tokens !== 1) problems.push(`${tokens} tokens`)
  const all = emulator.log.length
  if (all > CALLS) problems.push(`${all} calls`)
  if (frames.length > RENDERS) problems.push(`${frames.length} renders`)
  for (const [complaint] of complaints.mock.calls) problems.push(`React: ${String(complaint)}`)
  return problems
}

/** Applications with mistakes that the package cannot compensate. */
const broken: readonly (Way & { readonly found: RegExp })[] = [
  {
    name: 'a client and a store that are created on every render',
    found: /[2-9] registrations/,
    mount: ({ options, queryClient }) =>
      changing(() =>
        inApp(createPassClient({ ...options, store: memoryStore() }), queryClient, <Viewer />),
      ),
  },
  {
    name: 'a query client that two viewers share under a key of the application',
    found: /never signed out, but signed-out nobody CedarHollow/,
    mount: ({ pass, queryClient }) => {
      const Careless = createViewer(core, journey, ({ usePass }) => {
        const { request } = usePass()
        const { data } = useQuery({
          queryKey: ['who'],
          queryFn: () => request(profiles()),
          enabled: journey.useProfile().status === 'signed-in',
          staleTime: Infinity,
        })
        return Object.keys(data?.profiles ?? {}).join()
      })
      render(inApp(pass, queryClient, <Careless />))
      return {}
    },
  },
  {
    name: 'a tree that renders endlessly',
    found: /renders/,
    mount: ({ pass, queryClient }) => {
      const Restless = () => {
        const [count, setCount] = useState(0)
        useEffect(() => {
          const timer = setTimeout(setCount, 0, count + 1)
          return () => clearTimeout(timer)
        }, [count])
        return <Viewer />
      }
      render(inApp(pass, queryClient, <Restless />))
      return {}
    },
  },
]

const named = <T extends Way>(list: readonly T[]) =>
  list.filter(({ skip }) => !skip).map((way) => [way.name, way] as const)

describe('the whole journey, with one registration, one token and no loop', () => {
  it.each(named(ways))('succeeds %s', async (_, way) => {
    expect(await goThrough(way)).toEqual([])
  })

  it.each(named(broken))('is found to fail with %s', async (_, way) => {
    expect(String(await goThrough(way))).toMatch(way.found)
  })
})
