import { vi } from 'vitest'

// The files of a project share a process and a jsdom, for making one takes a second. Each starts with
// modules of its own, and with nothing that another has left.
vi.resetModules()
vi.useRealTimers()
vi.unstubAllGlobals()
vi.restoreAllMocks()
if (typeof document !== 'undefined') {
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
}
