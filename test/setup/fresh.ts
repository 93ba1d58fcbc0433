import { vi } from 'vitest'

// The files of a project share a process and a jsdom, for making one takes a second. Each starts with
// modules of its own, and with nothing that another has left.
vi.resetModules()
vi.unstubAllGlobals()
// A timer that was spied on while time was held is that of held time when it is restored: so first.
vi.restoreAllMocks()
vi.useRealTimers()

const { setTimeout, clearTimeout, setInterval, clearInterval, Date } = globalThis
const key = Symbol.for('react-adobe-pass.timers')
const real = { setTimeout, clearTimeout, setInterval, clearInterval, Date }
// The first file of a process finds the real ones.
if (key in globalThis) Object.assign(globalThis, Reflect.get(globalThis, key))
else Object.assign(globalThis, { [key]: real })

if (typeof document !== 'undefined') {
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
}
