import { indexedDbStore } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { application, mount, soon } from './testbed.tsx'

/** Replaces a property until the end of the test. */
function replace(target: object, name: string, descriptor: PropertyDescriptor) {
  const old = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { configurable: true, ...descriptor })
  onTestFinished(() => {
    if (old) Object.defineProperty(target, name, old)
    else Reflect.deleteProperty(target, name)
  })
}

const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const never = () => new Promise(() => {})

test.each([
  [
    'BroadcastChannel cannot be constructed',
    () => replace(window, 'BroadcastChannel', { value: refuse, writable: true }),
  ],
  [
    'Web Locks reject',
    () => replace(navigator, 'locks', { value: { request: async () => refuse() } }),
  ],
  ['Web Locks never answer', () => replace(navigator, 'locks', { value: { request: never } })],
  ['reading navigator.locks throws', () => replace(navigator, 'locks', { get: refuse })],
  ['reading localStorage throws', () => replace(window, 'localStorage', { get: refuse })],
  ['localStorage is null', () => replace(window, 'localStorage', { get: () => null })],
  ['indexedDB is undefined', () => replace(window, 'indexedDB', { value: undefined })],
  ['indexedDB is null', () => replace(window, 'indexedDB', { value: null })],
  ['reading indexedDB throws', () => replace(window, 'indexedDB', { get: refuse })],
  ['there is no crypto', () => replace(window, 'crypto', { value: undefined })],
  ['adding a listener throws', () => replace(window, 'addEventListener', { value: listenTo })],
])('if %s, the tree stays mounted and calls succeed', async (_, breakIt) => {
  const app = await application()
  breakIt()
  const { pass } = app.open({
    store: indexedDbStore({ name: app.name, timeout: 500 }),
    throttle: { burst: 10, perSecond: 10 },
    timeout: 1_000,
    persistStorage: true,
  })
  const { unmount } = await mount(pass, <p>{`the application ${app.name}`}</p>)
  expect(await pass.request(profiles())).toHaveProperty('profiles')
  await pass.reset().catch(() => {})
  expect(await pass.request(profiles())).toHaveProperty('profiles')
  await expect.element(page.getByText(app.name), soon).toBeInTheDocument()
  await unmount()
})

/** `addEventListener` that throws for `pageshow`, to which the client listens. */
function listenTo(...args: Parameters<typeof addEventListener>) {
  if (args[0] === 'pageshow') refuse()
  EventTarget.prototype.addEventListener.apply(window, args)
}
