import { vi } from 'vitest'

// The files of a project share a process and a jsdom, because creating one takes a second. Each
// file starts with its own modules and without leftovers of other files.
vi.resetModules()
vi.unstubAllGlobals()
// Must run before useRealTimers(): restoring a spy on a fake timer puts the fake timer back.
vi.restoreAllMocks()
vi.useRealTimers()

const { setTimeout, clearTimeout, setInterval, clearInterval, Date } = globalThis
const key = Symbol.for('react-adobe-pass.timers')
const real = { setTimeout, clearTimeout, setInterval, clearInterval, Date }
// The first file of a process still has the real timers.
if (key in globalThis) Object.assign(globalThis, Reflect.get(globalThis, key))
else Object.assign(globalThis, { [key]: real })

if (typeof document !== 'undefined') {
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
}
