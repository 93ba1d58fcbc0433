import { waitFor } from 'storybook/test'
import { patience } from '../kit/patience.ts'

/** The window that a sign-in has opened: by its name, as the package opens it. */
export const popup = () => window.open('', 'react-adobe-pass')

/**
 * Types into a TV provider's login page and presses a button. That takes a page of one's own origin:
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
