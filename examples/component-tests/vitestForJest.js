export const { afterEach, expect, it } = globalThis
