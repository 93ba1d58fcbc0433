import type { PassClient } from '../client/PassClient.ts'
import { createSignIn, type SignIn } from './createSignIn.ts'

const signIns = new WeakMap<PassClient, SignIn>()

/** The one sign-in of a client, in this page. */
export function signInOf(pass: PassClient): SignIn {
  const known = signIns.get(pass) ?? createSignIn(pass)
  signIns.set(pass, known)
  return known
}
