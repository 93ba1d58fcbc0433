// The page for all libraries. Each build contains one adapter, imported as `library`.
import { createLibrary } from 'library'
import { useCallback, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

/**
 * `window.options`, set before the page loads: `consumers` is the number of token consumers,
 * `caller` makes one authorized call, `signIn` signs in before that, `handles` and `watch` mount `useHandles`
 * and `useWatch`, and `wait` does nothing before `bench.start()`.
 */
const { consumers = 0, caller, signIn, handles, watch, wait, ...server } = window.options
const bench = { renders: 0, got: 0, failures: [], start }
window.bench = bench
window.addEventListener('unhandledrejection', ({ reason }) => bench.failures.push(String(reason)))
// By default, the browser keeps only 250 resource timings.
performance.setResourceTimingBufferSize(5_000)
if (!wait) start()

function start() {
  bench.startedAt = performance.now()
  const library = createLibrary(server)
  const { Provider, useToken, useSignIn = () => true, useHandles, useWatch = () => {} } = library
  const useCall = library.useCall ?? useFetch

  function App() {
    const [mounted, setMounted] = useState(consumers)
    useEffect(() => {
      bench.mount = setMounted
    }, [])
    return (
      <Provider>
        {signIn && <SignIn />}
        {handles && <Handles />}
        {watch && <Watch />}
        {caller && !signIn && <Caller />}
        {Array.from({ length: mounted }, (_, i) => (
          <Consumer key={i} wanted={mounted} />
        ))}
      </Provider>
    )
  }

  function SignIn() {
    const signedIn = useSignIn()
    return signedIn && (caller ? <Caller /> : <Consumer wanted={1} />)
  }

  function Handles() {
    const handles = useHandles()
    useEffect(() => {
      bench.handles = handles
    })
    return null
  }

  function Watch() {
    useWatch()
    return null
  }

  /** Counts once, with its first token. `allAt` is when `wanted` consumers have counted. */
  function Consumer({ wanted }) {
    const counted = useRef(false)
    const onToken = useCallback(
      (token) => {
        if (counted.current || !token) return
        counted.current = true
        if (++bench.got !== wanted) return
        bench.allAt = performance.now()
        console.debug('all got')
      },
      [wanted],
    )
    useToken(onToken)
    useEffect(() => {
      bench.renders++
    })
    return <i />
  }

  function Caller() {
    useCall()
    return null
  }

  /** Makes the call as most documentations show it: in an effect, once there is a token. */
  function useFetch() {
    const called = useRef(false)
    const onToken = useCallback((token) => {
      if (called.current) return
      called.current = true
      void call(token)
    }, [])
    useToken(onToken)
  }

  async function call(token) {
    const response = await fetch(`${server.origin}/api/resource`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    return response.json()
  }

  createRoot(document.getElementById('root')).render(<App />)
}
