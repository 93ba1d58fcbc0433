import { waitFor } from 'storybook/test'
import { patience } from '../kit/patience.ts'

let opened: Window | null = null

/** The window that a sign-in has opened, if `notePopups` is active. */
export const popup = () => opened

/** A `beforeEach` for stories: records the windows that open from now on. */
export function notePopups(): () => void {
  const { open } = window
  window.open = (...given) => {
    opened = open.apply(window, given)
    return opened
  }
  return () => {
    window.open = open
    opened = null
  }
}

/**
 * Types into a TV provider's login page and presses a button. The page must have the same origin:
 * see `prepareJourney`.
 */
export async function atProvider(
  find: () => Window | null | undefined,
  button: 'signIn' | 'cancel' = 'signIn',
): Promise<void> {
  const { user, press } = await waitFor(() => {
    const page = find()?.document
    const user = page?.querySelector<HTMLInputElement>('#user')
    const press = page?.querySelector<HTMLButtonElement>(`button[value=${button}]`)
    if (!user || !press) throw new Error('The login page is not there yet')
    return { user, press }
  }, patience)
  user.value = 'viewer'
  press.click()
}
