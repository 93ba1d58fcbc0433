import { expect, userEvent, waitFor, within } from 'storybook/test'
import { patience } from '../kit/patience.ts'

/** Helpers for play functions of a page with `SharedToken`. */
export function lookAtSharedToken(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  const says = (application: string, text: string) =>
    waitFor(
      () =>
        expect(
          canvas.getByRole('status', { name: `Who is signed in to ${application}` }),
        ).toHaveTextContent(text),
      patience,
    )
  return {
    press: (name: string) => userEvent.click(canvas.getByRole('button', { name })),
    nobody: (application: string) => says(application, 'Nobody is signed in.'),
    signedIn: (application: string, type: string) =>
      says(application, `Signed in with Lumenwave (${type}).`),
  }
}
