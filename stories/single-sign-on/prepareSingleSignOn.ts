import { createJournal, type Journal } from '../kit/createJournal.ts'
import { createStoryApp, type StoryApp } from '../kit/createStoryApp.ts'
import { emulator } from '../kit/emulator.ts'
import { environment, softwareStatement } from '../kit/environment.ts'
import { forgetPacing } from '../kit/prepareStory.ts'

/** Two applications with the API on the page's own origin, and one with the API elsewhere. */
export interface SingleSignOnApps {
  readonly news: StoryApp
  readonly sports: StoryApp
  readonly withoutProxy: StoryApp
  readonly journal: Journal
  /** A part of every token of this story, so that no other story shares its sign-ins. */
  readonly mark: string
}

/** What the loader passes to a story: nothing if there is no proxy. */
export interface PreparedSingleSignOn {
  readonly apps?: SingleSignOnApps
}

/** A loader: creates the applications of a story, with nobody signed in. */
export async function prepareSingleSignOn({
  id,
}: {
  readonly id: string
}): Promise<PreparedSingleSignOn> {
  if (!environment.hasProxy) return {}
  forgetPacing()
  const journal = createJournal()
  const app = async (part: string, origin: string) => {
    const name = `${id} ${part}`
    const statement = await softwareStatement(name)
    await emulator.signOutElsewhere(name)
    return createStoryApp(name, statement, { origin, journal })
  }
  const apps: SingleSignOnApps = {
    news: await app('news', window.origin),
    sports: await app('sports', window.origin),
    withoutProxy: await app('without proxy', environment.origin),
    journal,
    mark: `${id}-${Date.now()}`,
  }
  journal.begin('You opened this page', { opens: true })
  return { apps }
}
