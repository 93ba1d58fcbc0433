import { createStoryApp, type StoryApp } from './createStoryApp.ts'
import { environment, softwareStatement } from './environment.ts'

/** What a story is given by its loader. */
export interface PreparedStory {
  readonly name: string
  readonly app: StoryApp
}

/** A loader: the story's own application, with its share of the pacing unspent. */
export async function prepareStory({ id }: { readonly id: string }): Promise<PreparedStory> {
  if (environment.isEmulator) forgetPacing()
  const app = createStoryApp(id, await softwareStatement(id))
  app.journal.begin('You opened this page', { opens: true })
  return { name: id, app }
}

/** What the story before has sent; `createRig` sees to the emulator's side of it. */
export function forgetPacing() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('react-adobe-pass:http')) localStorage.removeItem(key)
  }
}
