import { asked } from './asked.ts'
import type { Leaving } from './JourneyApi.ts'
import { note } from './sent.ts'

/** Leaves the page, in the task that calls it. */
export const leave: Leaving['leave'] = (way) => {
  note('left')
  if (way === 'reload') location.reload()
  else if (way === 'assign') location.assign(asked.get('elsewhere') ?? 'about:blank')
  else window.close()
}

/** Leaves the page in the task in which an output shows a text. */
export const leaveOnce: Leaving['leaveOnce'] = (output, text, way) => {
  const observer = new MutationObserver(() => {
    if (document.querySelector(`output.${output}`)?.textContent !== text) return
    observer.disconnect()
    leave(way)
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
}
