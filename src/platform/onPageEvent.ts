import { attempt } from './attempt.ts'

/**
 * Calls `listener` at each event of the page, until the returned function is called. Where the browser
 * does not let us listen, the page works without the event.
 */
export function onPageEvent<Type extends keyof WindowEventMap>(
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
): () => void {
  attempt(() => addEventListener(type, listener))
  return () => {
    attempt(() => removeEventListener(type, listener))
  }
}
