import { expect, userEvent, waitFor, within } from 'storybook/test'
import { patience } from '../kit/patience.ts'

/** Helpers for play functions. */
export function lookAtJourney(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  return {
    canvas,
    /** Presses a button once it is there. */
    press: async (name: string | RegExp) =>
      userEvent.click(await canvas.findByRole('button', { name }, patience)),
    /** Waits for a heading. */
    heading: async (name: string | RegExp) =>
      expect(await canvas.findByRole('heading', { name }, patience)).toBeVisible(),
    /** Waits until the page contains a text. */
    says: (text: string | RegExp) =>
      waitFor(() => expect(canvasElement).toHaveTextContent(text), patience),
    hook: (name: 'useProfile' | 'useSignIn', status: string) =>
      waitFor(
        () =>
          expect(canvas.getByText(name, { exact: false })).toHaveTextContent(`${name} ${status}`),
        patience,
      ),
  }
}
