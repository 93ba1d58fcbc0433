import { createStoryApp, type StoryApp } from './createStoryApp.ts'
import { environment, softwareStatement } from './environment.ts'

/** What the loader passes to a story. */
export interface PreparedStory {
  readonly name: string
  readonly app: StoryApp
}

/** A loader: creates the story's application, and resets the pacing of calls. */
export async function prepareStory({ id }: { readonly id: string }): Promise<PreparedStory> {
  if (environment.isEmulator) forgetPacing()
  const app = createStoryApp(id, await softwareStatement(id))
  app.journal.begin('You opened this page', { opens: true })
  return { name: id, app }
}

/** Deletes the client's record of earlier calls. `createRig` refills the emulator's bucket. */
export function forgetPacing() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('react-adobe-pass:http')) localStorage.removeItem(key)
  }
}
