import { createRoot } from 'react-dom/client'
import { countSucceeded } from '../kit/countSucceeded.ts'
import { createStoryApp } from '../kit/createStoryApp.ts'
import { softwareStatement } from '../kit/environment.ts'
import { Tab } from './Tab.tsx'

/** Where this module is served: a frame with a place called `tab` becomes one by loading it. */
export const tabModule = import.meta.url

/** What a tab has got from Adobe Pass so far, as it tells the page around it. */
export interface TabReport {
  readonly registrations: number
  readonly tokens: number
}

async function start(place: HTMLElement, application: string) {
  // A television's larger type goes for its tabs too: they are too narrow to know of it.
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
