import { perClient } from '../../client/perClient.ts'
import { createSignIn } from './createSignIn.ts'

/** The sign-in of a client. Each page has one. */
export const signInOf = perClient(createSignIn)
