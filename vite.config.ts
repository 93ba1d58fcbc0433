import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The package under its public names, read from source. */
const alias = {
  'react-adobe-pass/rest-v2': here('./src/rest-v2/index.ts'),
  'react-adobe-pass/emulator': here('./src/emulator/index.ts'),
  'react-adobe-pass': here('./src/index.ts'),
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: ['test/{oauth,store,client,react,rest-v2,emulator}/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
