/**
 * ms since a moment of this page's life. It never jumps when the device's clock is set, but may
 * stand still while the device sleeps.
 */
export const monotonicNow = (): number => globalThis.performance?.now() ?? Date.now()
