import { perClient } from '../client/perClient.ts'
import { createSignIn } from './createSignIn.ts'

/** The sign-in of a client. There is one in each page. */
export const signInOf = perClient(createSignIn)
