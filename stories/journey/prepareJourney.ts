import { createStoryApp } from '../kit/createStoryApp.ts'
import { emulator } from '../kit/emulator.ts'
import { environment, softwareStatement } from '../kit/environment.ts'
import { forgetPacing, type PreparedStory } from '../kit/prepareStory.ts'

const providers = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : []

/**
 * A loader: the story's own application in a browser that has never seen it. The parameter
 * `signedInWith` names the providers that its viewer is signed in with.
 */
export async function prepareJourney({
  id,
  parameters,
}: {
  readonly id: string
  readonly parameters: Readonly<Record<string, unknown>>
}): Promise<PreparedStory> {
  forgetPacing()
  // On the page's own origin, where there is a proxy: there a play function can type into the TV
  // provider's login page, which is closed to it elsewhere.
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
