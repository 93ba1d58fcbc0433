import type { QueryKey } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'

/** What the keys of a client's queries begin with. */
export const passKeyPrefix = (pass: PassClient): QueryKey => [
  'react-adobe-pass',
  clientParts(pass).hash,
]
