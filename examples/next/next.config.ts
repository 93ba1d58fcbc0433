import type { NextConfig } from 'next'

export default {
  cacheComponents: true,
  partialPrefetching: true,
  // The folder of this example, not the repository around it.
  turbopack: { root: import.meta.dirname },
} satisfies NextConfig
