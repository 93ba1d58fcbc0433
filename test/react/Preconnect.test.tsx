import { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { StrictMode, useEffect, version } from 'react'
import { expect, it, onTestFinished } from 'vitest'
import { inApp, makePass } from './testbed.tsx'

/** Where the browser is told to connect, in the document's order. */
const connected = () =>
  [...document.head.querySelectorAll<HTMLLinkElement>('link[rel="preconnect"]')].map((link) => {
    expect(link.getAttribute('crossorigin')).toBe('anonymous')
    return link.getAttribute('href')
  })

/** React 18 moves no links into the head. */
const withLinks = (...origins: readonly string[]) => (version.startsWith('18.') ? [] : origins)

it('tells the browser to connect to the API, and leaves no node in the application', async () => {
  const pass = await makePass()
  const app = <StrictMode>{inApp(pass, new QueryClient(), <p>app</p>)}</StrictMode>
  const { container, rerender, unmount } = render(app)
  expect(connected()).toEqual(withLinks(pass.origin))
  expect(container.innerHTML).toBe('<p>app</p>')
  rerender(app)
  expect(connected()).toEqual(withLinks(pass.origin))
  unmount()
  expect(connected()).toEqual([])
})

it('tells it before the effects of the children run', async () => {
  const pass = await makePass()
  let seen: unknown
  const Child = () => {
    useEffect(() => {
      seen = connected()
    }, [])
    return null
  }
  render(inApp(pass, new QueryClient(), <Child />))
  expect(seen).toEqual(withLinks(pass.origin))
})

it('follows the client', async () => {
  const [first, second] = [await makePass(), await makePass()]
  const queryClient = new QueryClient()
  const { rerender } = render(inApp(first, queryClient, null))
  rerender(inApp(second, queryClient, null))
  expect(connected()).toEqual(withLinks(second.origin))
})

it.each(['/', 'page'])(
  'connects nowhere for an API on the origin of the page: %s',
  async (origin) => {
    const pass = await makePass({ origin: origin === '/' ? origin : location.origin })
    expect(pass.origin).toBe(location.origin)
    render(inApp(pass, new QueryClient(), <p>app</p>))
    expect(document.querySelectorAll('link')).toHaveLength(0)
  },
)

it('stays out of an application whose root is in a shadow tree', async () => {
  const pass = await makePass()
  const host = document.createElement('div')
  document.body.append(host)
  onTestFinished(() => host.remove())
  const container = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'))
  render(inApp(pass, new QueryClient(), <p>app</p>), { container, baseElement: document.body })
  expect(connected()).toEqual(withLinks(pass.origin))
  expect(container.innerHTML).toBe('<p>app</p>')
})
