import { createStoryApp } from '../kit/createStoryApp.ts'
import { emulator } from '../kit/emulator.ts'
import { environment, softwareStatement } from '../kit/environment.ts'
import { forgetPacing, type PreparedStory } from '../kit/prepareStory.ts'

const providers = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : []

/**
 * A loader: creates the story's application with empty storage. The parameter `signedInWith` names
 * the providers that its viewer is signed in with.
 */
export async function prepareJourney({
  id,
  parameters,
}: {
  readonly id: string
  readonly parameters: Readonly<Record<string, unknown>>
}): Promise<PreparedStory> {
  forgetPacing()
  // Use the page's own origin if there is a proxy: a play function can type into the TV provider's
  // login page only if it has the same origin.
  const origin = environment.hasProxy ? window.origin : environment.origin
  const app = createStoryApp(id, await softwareStatement(id), { origin })
  await app.forget()
  if (environment.isEmulator) {
    const signedInWith = providers(parameters['signedInWith'])
    await emulator.signOutElsewhere(id)
    // Otherwise the clients of earlier visits would be signed in instead of the new one.
    if (signedInWith.length) await app.open().getToken()
    for (const mvpd of signedInWith) await emulator.signIn(id, mvpd)
  }
  app.journal.begin('You opened this page', { opens: true })
  return { name: id, app }
}
