import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { preview } from '@vitest/browser-preview'
import type { Plugin } from 'vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { shellOptions } from './scripts/chromium.mjs'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The package under its public names, read from source. */
const alias = {
  'react-adobe-pass/entitlement': here('./src/entitlement/index.ts'),
  'react-adobe-pass/rest-v2': here('./src/rest-v2/index.ts'),
  'react-adobe-pass/emulator': here('./src/emulator/index.ts'),
  'react-adobe-pass': here('./src/index.ts'),
}

/** Resolves the peers, and what tests them, as test/compat/package.json has them: the oldest we promise. */
function oldestPeers(): Plugin {
  const peers = /^(react|react-dom|@tanstack\/react-query|@testing-library\/(react|dom))(\/|$)/
  return {
    name: 'oldest-peers',
    enforce: 'pre',
    resolveId(source, _importer, options) {
      if (!peers.test(source)) return null
      return this.resolve(source, here('./test/compat/package.json'), {
        ...options,
        skipSelf: true,
      })
    },
  }
}

/** A fresh object per project: Vitest writes into it. */
async function chromium() {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: await shellOptions() }),
    instances: [{ browser: 'chromium' as const }],
  }
}

/** Named, so that Vite does not find them halfway through a first run and reload the page. */
const optimizeDeps = {
  include: ['@tanstack/react-query', 'idb-keyval', 'react', 'react-dom/client', 'zod/mini'],
}

const unit =
  'test/{platform,errors,wire,http,store,tabs,credentials,token,client,react,rest-v2,entitlement,emulator}/**/*.test.{ts,tsx}'
const browser = 'test/browser/**/*.test.{ts,tsx}'
const journey = 'test/pages/journey*.test.ts'
const server = 'test/ssr/**/*.test.{ts,tsx}'
const emulator = here('./test/setup/emulator.ts')

/** Set-up of the files that render. */
const patience = here('./test/setup/patience.ts')
const keys = here('./test/setup/keys.ts')

/** ms. They end what hangs; nothing takes a tenth of them, but on a very busy machine. */
const patient = {
  testTimeout: 400_000,
  hookTimeout: 400_000,
  expect: { poll: { timeout: 180_000 } },
}

/** Files share a process, and a jsdom where there is one; `fresh` gives each its own modules. */
const sharedProcess = { isolate: false, setupFiles: [here('./test/setup/fresh.ts'), keys] }
const sharedInJsdom = { isolate: false, setupFiles: [...sharedProcess.setupFiles, patience] }

const projects: TestProjectInlineConfiguration[] = [
  {
    resolve: { alias },
    test: {
      name: 'unit',
      environment: 'jsdom',
      include: [unit],
      ...sharedInJsdom,
      ...patient,
    },
  },
  {
    resolve: { alias },
    test: {
      name: 'node',
      environment: 'node',
      include: [server, 'test/{contract,scripts,types}/**/*.test.{ts,tsx}'],
      ...patient,
      ...sharedProcess,
    },
  },
  {
    resolve: { alias },
    test: {
      name: 'simulation',
      environment: 'node',
      include: ['test/simulation/**/*.test.ts'],
      ...patient,
    },
  },
  {
    resolve: { alias },
    optimizeDeps,
    test: {
      name: 'browser',
      include: [browser],
      ...patient,
      globalSetup: emulator,
      browser: await chromium(),
    },
  },
  {
    resolve: { alias },
    test: {
      name: 'pages',
      environment: 'node',
      include: ['test/pages/**/*.test.{ts,tsx}'],
      exclude: [journey],
      ...patient,
      isolate: false,
      setupFiles: keys,
      maxWorkers: 2,
    },
  },
  {
    resolve: { alias },
    test: {
      name: 'journey',
      environment: 'node',
      include: [journey],
      ...patient,
      // They wait for real timers most of the time.
      isolate: false,
      setupFiles: keys,
      maxWorkers: 2,
      maxConcurrency: 5,
    },
  },
  {
    resolve: { alias },
    test: {
      // For `npm run test:examples`, which installs them.
      name: 'examples',
      environment: 'node',
      include: ['test/examples/*.test.ts'],
      ...patient,
      setupFiles: keys,
      maxWorkers: 2,
    },
  },
  {
    resolve: { alias },
    test: {
      // For `npm run test:matrix`; `pages` has a choice of it.
      name: 'matrix',
      environment: 'node',
      include: ['test/matrix/**/*.test.ts'],
      ...patient,
      // A row waits for timers most of the time.
      testTimeout: 1_800_000,
      setupFiles: keys,
      maxConcurrency: 8,
    },
  },
  {
    resolve: { alias },
    optimizeDeps,
    plugins: [storybookTest({ configDir: here('./.storybook') })],
    // Shards run at the same time, and none may write into the cache of another.
    cacheDir: here(`./node_modules/.vite${process.env['SHARD'] ?? ''}`),
    test: {
      name: 'stories',
      globalSetup: emulator,
      // They share one emulator, and the bucket that it has for this computer.
      fileParallelism: false,
      ...patient,
      browser: await chromium(),
    },
  },
  {
    resolve: { alias },
    plugins: [oldestPeers()],
    test: {
      name: 'compat',
      environment: 'jsdom',
      include: [
        'test/{platform,http,tabs,credentials,token,client,react,entitlement,compat}/**/*.test.{ts,tsx}',
      ],
      ...sharedInJsdom,
      ...patient,
    },
  },
  {
    resolve: { alias },
    plugins: [oldestPeers()],
    test: {
      name: 'compat-server',
      environment: 'node',
      include: [server],
      ...patient,
      ...sharedProcess,
    },
  },
  {
    resolve: { alias },
    optimizeDeps,
    test: {
      // For `npm run test:engines`, which starts the engine; only that hears what `preview` opens.
      name: 'engines',
      include: [browser],
      ...patient,
      globalSetup: emulator,
      browser: {
        enabled: true,
        headless: false,
        screenshotFailures: false,
        provider: preview(),
        instances: [{ browser: 'firefox' }, { browser: 'webkit' }],
      },
    },
  },
]

export default defineConfig({
  resolve: { alias },
  test: {
    projects,
    // What the client tells developers: tests break set-ups on purpose.
    onConsoleLog: (log) => !log.startsWith('[react-adobe-pass]'),
  },
})
