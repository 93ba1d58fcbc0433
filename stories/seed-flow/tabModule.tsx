import { createRoot } from 'react-dom/client'
import { countSucceeded } from '../kit/countSucceeded.ts'
import { createStoryApp } from '../kit/createStoryApp.ts'
import { softwareStatement } from '../kit/environment.ts'
import { Tab } from './Tab.tsx'

/** The URL of this module. A frame with an element `tab` loads it to become a tab. */
export const tabModule = import.meta.url

/** What a tab reports to the page around it: how often it has registered and fetched a token. */
export interface TabReport {
  readonly registrations: number
  readonly tokens: number
}

async function start(place: HTMLElement, application: string) {
  // Copy the larger font size of a television: the frames are too narrow for their media query.
  const { fontSize } = getComputedStyle(window.parent.document.documentElement)
  document.documentElement.style.fontSize = fontSize
  const app = createStoryApp(application, await softwareStatement(application))
  const { journal } = app
  journal.subscribe(() => {
    const report: TabReport = {
      registrations: countSucceeded(journal.entries(), 'register'),
      tokens: countSucceeded(journal.entries(), 'token'),
    }
    window.parent.postMessage(report, window.origin)
  })
  journal.begin('This tab was opened', { opens: true })
  createRoot(place).render(<Tab app={app} />)
}

const place = document.getElementById('tab')
const application = window.frameElement?.getAttribute('data-application')
if (place && application) void start(place, application)
