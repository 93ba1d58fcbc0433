import { expect, it } from 'vitest'
import { checkFile } from '../../scripts/rooms.mjs'

const broken: [file: string, code: string, why: string][] = [
  ['oauth/register.ts', `import { z } from 'zod'`, 'oauth must not import zod'],
  ['oauth/register.ts', `import * as z from 'zod/mini'`, 'oauth must not import zod/mini'],
  ['rest-v2/profiles.ts', `import * as z from 'zod/mini'`, 'rest-v2 must not import zod/mini'],
  [
    'oauth/register.ts',
    `import { useQuery } from '../react/usePass.ts'`,
    'must not import ../react',
  ],
  [
    'store/memoryStore.ts',
    `export * from '../client/passFetch.ts'`,
    'store must not import ../client',
  ],
  [
    'client/tokenVault.ts',
    `import { QueryClient, useQuery } from '@tanstack/react-query'`,
    'client may import only QueryClient from @tanstack/react-query, not useQuery',
  ],
  [
    'client/tokenVault.ts',
    `export * from '@tanstack/react-query'`,
    'client may import only QueryClient from @tanstack/react-query, not *',
  ],
  [
    'client/tokenVault.ts',
    `import * as q from '@tanstack/react-query'`,
    'may import only QueryClient',
  ],
  ['client/passFetch.ts', `import { profiles } from '../rest-v2/profiles.ts'`, 'must not import'],
  ['client/passFetch.ts', `import 'react'`, 'client must not import react'],
  ['react/usePass.ts', `import type { Profile } from '../rest-v2/profiles.ts'`, 'must not import'],
  ['react/usePass.ts', `const { z } = await import('zod/mini')`, 'react must not import zod/mini'],
  ['rest-v2/profiles.ts', `import { passEndpoint } from '../client/passEndpoint.ts'`, 'only types'],
  ['rest-v2/profiles.ts', `import '../client/passEndpoint.ts'`, 'only types'],
  ['rest-v2/profiles.ts', `export { usePass } from '../react/usePass.ts'`, 'must not import'],
  ['emulator/app.ts', `import { schema } from '../oauth/register.ts'`, 'emulator must not import'],
  ['emulator/app.ts', `import { z } from 'zod/mini'`, 'only * from zod/mini, not z'],
  [
    'client/passEndpoint.ts',
    `import type { StandardSchemaV1 } from '@standard-schema/spec'`,
    'client must not import @standard-schema/spec',
  ],
  ['client/index.ts', ``, 'an index.ts stands only at a package entry'],
  ['helpers/time.ts', ``, '"helpers" is no room of the house'],
  ['time.ts', ``, 'only index.ts stands outside the rooms'],
  ['index.ts', `export * from './rest-v2/index.ts'`, 'the entry must not import ./rest-v2'],
  ['react/usePass.ts', `import { PassClient } from '../index.ts'`, 'must not import ../index.ts'],
]

it.each(broken)('%s must not hold %s', (file, code, why) => {
  expect(checkFile(file, code)).toEqual([expect.stringContaining(why)])
})

const sound: [file: string, code: string][] = [
  ['oauth/register.ts', `import { token } from './token.ts'`],
  ['store/indexedDbStore.ts', `import { get } from 'idb-keyval'`],
  ['client/tokenVault.ts', `import { QueryClient } from '@tanstack/react-query'`],
  ['client/tokenVault.ts', `/** import { useQuery } from '../react/useQuery.ts' */`],
  ['react/usePass.ts', `import { useContext } from 'react'\nimport '../client/passFetch.ts'`],
  ['rest-v2/profiles.ts', `import type { PassEndpoint } from '../client/passEndpoint.ts'`],
  [
    'emulator/app.ts',
    `import { Hono } from 'hono'\nconst { createServer } = await import('node:http')`,
  ],
  ['emulator/app.ts', `import * as z from 'zod/mini'`],
  ['emulator/routes/token.ts', `import { SignJWT } from 'jose'\nimport { app } from '../app.ts'`],
  ['index.ts', `export { usePass } from './react/usePass.ts'`],
]

it.each(sound)('%s may hold %s', (file, code) => {
  expect(checkFile(file, code)).toEqual([])
})
