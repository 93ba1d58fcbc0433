import type { QueryKey } from '@tanstack/react-query'
import { clientParts } from '../client/createPassClient.ts'
import type { PassClient } from '../client/PassClient.ts'

/** The prefix of the query keys of a client. */
export const passKeyPrefix = (pass: PassClient): QueryKey => [
  'react-adobe-pass',
  clientParts(pass).hash,
]
